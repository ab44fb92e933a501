/** The shells that command lines can be completed in: the script of each, and how it is installed. */
import { Registry } from '../../core/registry.js';
import { BASH_SCRIPT } from './bash-script.js';
import { ZSH_SCRIPT } from './zsh-script.js';

export interface Shell {
  readonly id: string;
  readonly summary: string;
  /** What a person types once. */
  readonly install: readonly string[];
  script(): Promise<string>;
}

/** The script of @bomb.sh/tab, which prints it and nothing else. */
async function tabScript(shell: string): Promise<string> {
  const { script } = await import('@bomb.sh/tab');
  const { log } = console;
  const lines: string[] = [];
  console.log = (line: string) => lines.push(line);
  try {
    script(shell, 'assay', 'assay');
  } finally {
    console.log = log;
  }
  return `${lines.join('\n')}\n`;
}

/** Every shell, one item each. */
export const shells = new Registry<Shell>('shell', [
  {
    id: 'bash',
    summary: 'bash 4 or newer',
    install: ["echo 'source <(assay completion bash)' >> ~/.bashrc"],
    script: async () => BASH_SCRIPT,
  },
  {
    id: 'zsh',
    summary: 'zsh, after compinit',
    install: ["echo 'source <(assay completion zsh)' >> ~/.zshrc"],
    script: async () => ZSH_SCRIPT,
  },
  {
    id: 'fish',
    summary: 'fish',
    install: ['assay completion fish > ~/.config/fish/completions/assay.fish'],
    script: () => tabScript('fish'),
  },
  {
    id: 'powershell',
    summary: 'PowerShell',
    install: ['assay completion powershell >> $PROFILE'],
    script: () => tabScript('powershell'),
  },
]);
