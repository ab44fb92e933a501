/** The zsh side of completion. Own, since the one of @bomb.sh/tab parts quoted words at their blanks. */
export const ZSH_SCRIPT = String.raw`#compdef assay
# zsh completion for assay

_assay() {
  local -a asked values shown
  local line value directive=0
  local -a more
  ((CURRENT > 2)) && asked=("${'$'}{(@Q)words[2,CURRENT-1]}")
  asked+=("${'$'}{(Q)PREFIX}")
  while IFS= read -r line; do
    if [[ $line == :<-> ]]; then directive=${'$'}{line#:}; continue; fi
    value=${'$'}{line%%$'\t'*}
    values+=("$value")
    if [[ $line == *$'\t'?* ]]; then shown+=("$value  -- ${'$'}{line#*$'\t'}"); else shown+=("$value"); fi
  done < <(assay complete -- "${'$'}{asked[@]}" 2>/dev/null)

  [[ $PREFIX == --*=* ]] && compset -P '--*='
  ((directive & 2)) && more+=(-S '')
  if ((directive & 16)); then
    _files -/
  elif ! ((directive & 4)); then
    _files
  elif ((${'$'}{#values})); then
    compadd -l -V assay "${'$'}{more[@]}" -d shown -a values
  fi
}

if [[ ${'$'}{funcstack[1]} == _assay ]]; then _assay "$@"; else compdef _assay assay; fi
`;
