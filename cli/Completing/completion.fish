# Completion of tocsin for fish. Files are completed as usual.
function __tocsin_suggest
    set -l line (commandline -cp)
    tocsin "[suggest:"(string length -- $line)"]" "$line" 2>/dev/null
end
complete -c tocsin -a '(__tocsin_suggest)'
