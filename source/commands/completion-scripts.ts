export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/*
Each script hands the words over to the program as `connectop completion -- WORD…` and gets a line for each candidate, `value<tab>description`;
a line `:files` lets the shell offer file names beside them.
*/

/** For bash 3.2 and later, which macOS still has. */
const bash = `# connectop completion for bash; add to ~/.bashrc: source <(connectop completion bash)
_connectop() {
	local line files= current="\${COMP_WORDS[COMP_CWORD]}"
	COMPREPLY=()
	while IFS= read -r line; do
		if [[ $line == :files ]]; then
			files=1
		else
			line="\${line%%$'\\t'*}"
			# --option=value is several words here, of which the last is replaced
			[[ $line == --*=?* && $current != --* ]] && line="\${line#*=}"
			COMPREPLY+=("$line")
		fi
	done < <("\${COMP_WORDS[0]}" completion -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
	if [[ -n $files ]]; then
		[[ $current == '=' ]] && current=
		compopt -o filenames 2>/dev/null
		while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$current")
	fi
	[[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
	return 0
}
complete -F _connectop connectop
`;

const zsh = `#compdef connectop
# connectop completion for zsh; add to ~/.zshrc, after compinit: source <(connectop completion zsh)
_connectop() {
	local line files=
	local -a described bare open
	for line in "\${(@f)$("\${words[1]}" completion -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
		if [[ $line == :files ]]; then
			files=1
		elif [[ $line == *=$'\\t'* ]]; then
			open+=("\${line%%$'\\t'*}")
		elif [[ $line == *$'\\t' ]]; then
			bare+=("\${line%%$'\\t'*}")
		elif [[ -n $line ]]; then
			described+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
		fi
	done
	(( \${#described} )) && _describe -V connectop described
	(( \${#bare} )) && compadd -V connectop -a bare
	(( \${#open} )) && compadd -V connectop -S '' -a open
	if [[ -n $files ]]; then
		[[ \${words[CURRENT]} == --*=* ]] && compset -P '*='
		_files
	fi
}
if [[ \${zsh_eval_context[-1]} == loadautofunc ]]; then
	_connectop "$@"
else
	compdef _connectop connectop
fi
`;

const fish = `# connectop completion for fish; save as ~/.config/fish/completions/connectop.fish
function __connectop_complete
	set -l words (commandline -opc) (commandline -ct)
	for line in (command $words[1] completion -- $words[2..-1] 2>/dev/null)
		if test "$line" = ':files'
			set -l token (commandline -ct)
			set -l option (string match -r -- '^--[^=]+=' $token)
			string replace -r -- '^' "$option" (__fish_complete_path (string replace -r -- '^--[^=]+=' '' $token))
		else
			printf '%s\\n' $line
		end
	end
end
complete -c connectop -f -a '(__connectop_complete)'
`;

/** The script that teaches a shell to complete connectop. */
export const completionScripts: Readonly<Record<Shell, string>> = {bash, zsh, fish};
