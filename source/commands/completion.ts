import process from 'node:process';
import type {CommandModule} from 'yargs';
import {ConnectopError} from '../base/errors.ts';
import {completionScripts, type Shell, shells} from './completion-scripts.ts';
import {verbOf} from './completion-verbs.ts';
import {completeWords} from './completion-words.ts';

/** `connectop completion`: a script for the shell. */
export const completionCommand: CommandModule = {
	command: 'completion [shell]',
	describe: 'print a script that completes verbs, options, values and runs in a shell',
	builder: yargs =>
		yargs
			.positional('shell', {type: 'string', choices: shells, describe: 'the shell [that of SHELL]'})
			.example("echo 'source <($0 completion bash)' >> ~/.bashrc", 'bash')
			.example("echo 'source <($0 completion zsh)' >> ~/.zshrc", 'zsh, after compinit')
			.example('$0 completion fish > ~/.config/fish/completions/connectop.fish', 'fish'),
	handler: args => void process.stdout.write(completionScripts[(args['shell'] as Shell | undefined) ?? ownShell()]),
};

function ownShell(): Shell {
	const [name = ''] = (process.env['SHELL'] ?? '').split('/').slice(-1);
	const found = shells.find(each => each === name);
	if (found) return found;
	throw new ConnectopError(
		'usage',
		'shell',
		`SHELL is ${name || 'not set'}: say which: connectop completion ${shells.join('|')}`,
	);
}

/**
Answers the scripts: `completion -- WORD…` prints what the last word may become, a line each. False when the command line is another one.
`commands`: every verb, the one that needs no name first.
*/
export async function answerCompletion(argv: readonly string[], commands: readonly CommandModule[]): Promise<boolean> {
	if (argv[0] !== 'completion' || argv[1] !== '--') return false;
	const {candidates, files} = await completeWords(argv.slice(2), commands.map(verbOf), runIds);
	const lines = candidates.map(({value, describe}) => `${value}\t${describe}`);
	process.stdout.write([...lines, ...(files ? [':files'] : [])].map(line => `${line}\n`).join(''));
	return true;
}

/** The newest first. There is no place for a complaint on a line that is being typed. */
async function runIds(): Promise<readonly string[]> {
	const {knownRuns} = await import('../records/run-directory.ts');
	return (await knownRuns(process.cwd(), () => undefined)).map(({id}) => id).toReversed();
}
