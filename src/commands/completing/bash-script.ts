/**
 * The bash side of completion. Own, since the one of @bomb.sh/tab needs the package bash-completion, evaluates what was
 * typed, and loses columns with blanks and selectors with colons.
 */
export const BASH_SCRIPT = String.raw`# bash completion for assay

_assay_complete() {
  local line=$COMP_LINE words=() count=0 i word cur last open='' attached='' before value directive=0
  # bash parts words at : = @ as well; assay takes them whole.
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=${'$'}{COMP_WORDS[i]}
    if ((i > 0)) && [[ $line != [[:space:]]* ]]; then
      words[count - 1]+=$word
    else
      words[count]=$word
      count=$((count + 1))
      line=${'$'}{line#"${'$'}{line%%[![:space:]]*}"}
    fi
    line=${'$'}{line#"$word"}
  done
  [[ ${'$'}{words[count - 1]} == *[\'\"]* ]] && open=yes
  for ((i = 1; i < count; i++)); do words[i]=${'$'}{words[i]//[\'\"\\]/}; done
  cur=${'$'}{words[count - 1]}
  last=${'$'}{COMP_WORDS[COMP_CWORD]//[\'\"\\]/}
  [[ $last == [:=@] ]] && last=''
  before=${'$'}{cur%"$last"}
  # readline takes an @ at the beginning with the word.
  before=${'$'}{before%@}
  [[ $cur == --*=* ]] && attached=${'$'}{cur%%=*}=

  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line =~ ^:[0-9]+$ ]]; then directive=${'$'}{line#:}; continue; fi
    value=$attached${'$'}{line%%$'\t'*}
    value=${'$'}{value#"$before"}
    [[ $open ]] || printf -v value %q "$value"
    COMPREPLY+=("$value")
  done < <(assay complete -- "${'$'}{words[@]:1}" 2>/dev/null)

  ((directive & 2)) && compopt -o nospace 2>/dev/null
  ((directive & 32)) && compopt -o nosort 2>/dev/null
  if ((directive & 16)); then
    compopt -o filenames 2>/dev/null
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -d -- "$last")
  elif ! ((directive & 4)); then
    compopt -o filenames 2>/dev/null
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$last")
  fi
}

complete -F _assay_complete assay
`;
