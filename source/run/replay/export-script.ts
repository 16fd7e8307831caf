import {ConnectopError} from '../../base/errors.ts';
import {version} from '../../base/version.ts';
import {readRunDocument} from '../../records/run-document.ts';
import {commandsAgain} from './commands-again.ts';
import {stageModel} from './stage.ts';
import {startOptions} from './start-options.ts';
import {surveyJournal} from './survey.ts';

const delimiter = 'END_OF_COMMANDS';
/** The command, as the shell has it. */
const program = `"${'$'}{CONNECTOP:-connectop}"`;

/**
A shell script that does a run again: one `connectop run` with every option as it was in force at the start, and the commands at their ticks. On the cpu
kernel every tick has the digest it had. Throws `script-impossible` where no one run can do what this one did, and what is wrong with the files.
*/
export async function exportScript(directory: string): Promise<string> {
	const document = await readRunDocument(directory);
	const {stretches} = await surveyJournal(directory);
	const start = stretches[0]?.start;
	if (!start) throw new Error('a journal has a header');
	const model = await stageModel(directory, start);
	const {entries, steps, goesBack} = await commandsAgain(directory);
	if (steps === 0)
		throw new ConnectopError(
			'invalid',
			'script-impossible',
			`${directory}: the run took no tick; there is nothing to do again`,
		);
	const keep = goesBack ? 0 : (document.options['checkpointKeep'] ?? 5);
	const words = [
		'--no-config',
		...startOptions({directory, document, start, model}),
		'--checkpoint-keep',
		String(keep),
		'--input',
		'none',
		'--steps',
		String(steps),
	];
	const command = [...paired(words.map(quoted)), ...(entries.length === 0 ? [] : ['--script "$script"']), '"$@"'];
	const call = `${program} run ${joined(command)}\n`;
	const head = `#!/bin/sh
# Does the run ${document.id} again: ${steps} ticks, ${entries.length} commands. Written by connectop ${version}.
# It takes options that the line below does not give, such as --no-ui or --run-dir DIR.
set -eu
command -v ${program} >/dev/null || {
	printf 'connectop: %s: not found; put connectop on PATH, or set CONNECTOP to where it is\\n' ${program} >&2
	exit 127
}
`;
	if (entries.length === 0) return `${head}exec ${call}`;
	const lines = entries.map(each => JSON.stringify(each)).join('\n');
	return `${head}script=$(mktemp)
trap 'rm -f "$script"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
cat >"$script" <<'${delimiter}'
${lines}
${delimiter}
${call}`;
}

/** An option and its value stay together. */
function paired(words: readonly string[]): readonly string[] {
	const groups: string[] = [];
	for (const word of words) {
		const last = groups.at(-1);
		if (last?.startsWith('--') && !last.includes(' ') && !word.startsWith('--'))
			groups.splice(-1, 1, `${last} ${word}`);
		else groups.push(word);
	}
	return groups;
}

/** One command over several lines. */
function joined(groups: readonly string[]): string {
	const lines: string[] = [];
	for (const group of groups) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + group.length < 100) lines.splice(-1, 1, `${last} ${group}`);
		else lines.push(group);
	}
	return lines.join(' \\\n\t');
}

/** A word that a shell takes as it is. */
const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
