/** The prose under the options in `--help`. */

/** The lines of a section as one, so that help wraps them once, at the width of the terminal. */
export const paragraphs = (text: string): string => text.replace(/(?<=^ {2}\S.*)\n {2}(?=\S)/gm, ' ');
