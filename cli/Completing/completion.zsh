# Completion of tocsin for zsh.
_tocsin() {
    local -a candidates
    candidates=("${(@f)$("${words[1]}" "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
    # Options only where one is begun, so that file names come first.
    [[ "${words[CURRENT]}" == -* ]] || candidates=("${(@)candidates:#-*}")
    candidates=("${(@)candidates:#}")
    (( ${#candidates} )) && compadd -- "${candidates[@]}"
    _files
}
compdef _tocsin tocsin
