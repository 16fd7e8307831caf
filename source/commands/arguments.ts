import {ConnectopError} from '../base/errors.ts';

/** Parsed arguments as yargs gives them. */
export type Arguments = Readonly<Record<string, unknown>>;

const usage = (message: string) => new ConnectopError('usage', 'usage', message);
const more = 'connectop --help lists them';

/** The names that a command line may use. */
export interface Names {
	readonly options: readonly string[];
	readonly commands: readonly string[];
	/** Parameters of models, which have no option of their own. */
	readonly parameters: readonly string[];
}

/** One line of ours for what yargs says is wrong with a command line. */
export function usageError(
	message: string,
	argv: readonly string[],
	{options, commands, parameters}: Names,
): ConnectopError {
	const [, chosen, given, choices] = /Argument: (\S+), Given: (.*), Choices: (.*)$/m.exec(message) ?? [];
	if (chosen !== undefined) return usage(`--${chosen} ${given}: use one of ${choices}`.replaceAll('"', ''));
	const [, short] = /^Not enough arguments following: (\S+)/.exec(message) ?? [];
	if (short !== undefined) return usage(`${dashed(short)}: the value is missing`);
	const [, unknown] = /^Unknown arguments?: ([^\s,]+)/.exec(message) ?? [];
	if (unknown === undefined) return usage(`${message.replaceAll(/\s+/g, ' ')}; connectop --help shows how`);
	if (argv.includes(unknown)) return usage(`${unknown}: there is no such command; use ${commands.join(' or ')}`);
	const option = kebab(unknown);
	const near = nearest(option, options);
	const hint = parameters.includes(unknown)
		? `use --param ${unknown}=VALUE`
		: near === undefined
			? more
			: `did you mean ${dashed(near)}?`;
	return usage(`${dashed(option)}: there is no such option; ${hint}`);
}

/** Refuses an option that is given twice, unless it is one of `lists`, and a negated one that is no switch. Throws usage errors. */
export function checkForms(args: Arguments, lists: readonly string[], switches: readonly string[]): void {
	for (const [name, value] of Object.entries(args)) {
		const option = kebab(name);
		if (name === '_' || lists.includes(option)) continue;
		if (Array.isArray(value)) throw usage(`${dashed(option)}: is given ${value.length} times; give it once`);
		if (value === false && !switches.includes(option))
			throw usage(`--no-${option}: there is no such option; leave out ${dashed(option)}`);
	}
}

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
const dashed = (option: string): string => (option.length === 1 ? `-${option}` : `--${option}`);

/** The name that is at most two letters away, or begins the same. */
function nearest(name: string, names: readonly string[]): string | undefined {
	const ranked = names
		.map(each => ({each, away: each.startsWith(name) ? 1 : distance(name, each)}))
		.sort((a, b) => a.away - b.away);
	const [best] = ranked;
	return best && best.away <= 2 && best.away < name.length ? best.each : undefined;
}

/** Levenshtein's distance: letters to add, take out or change. */
function distance(from: string, to: string): number {
	let row = Array.from({length: to.length + 1}, (_, i) => i);
	for (const [i, letter] of [...from].entries()) {
		const next = [i + 1];
		for (const [j, other] of [...to].entries())
			next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)));
		row = next;
	}
	return row[to.length] ?? from.length;
}
