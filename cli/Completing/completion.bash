# Completion of tocsin for bash.
_tocsin() {
    local word="${COMP_WORDS[COMP_CWORD]}" line
    COMPREPLY=()
    while IFS= read -r line; do
        # Options only where one is begun, so that file names come first.
        [[ $line == -* && $word != -* ]] && continue
        [[ -n $line && $line == "$word"* ]] && COMPREPLY+=("$line")
    done < <("${COMP_WORDS[0]}" "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)
}
complete -o default -F _tocsin tocsin
