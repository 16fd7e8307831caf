import {ConnectopError} from '../base/errors.ts';
import {didYouMean, nearestName} from '../base/nearest-name.ts';

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
	if (chosen !== undefined) return refusedChoice(`--${chosen}`, plain(given), plain(choices).split(', '));
	const [, short] = /^Not enough arguments following: (\S+)/.exec(message) ?? [];
	if (short !== undefined) return usage(`${dashed(short)}: the value is missing`);
	if (message.startsWith('Not enough non-option arguments')) return usage('RUN is missing; connectop runs lists them');
	const [, unknown] = /^Unknown arguments?: ([^\s,]+)/.exec(message) ?? [];
	if (unknown === undefined) return usage(`${message.replaceAll(/\s+/g, ' ')}; connectop --help shows how`);
	const [verb = ''] = argv;
	if (argv.includes(unknown) && verb !== unknown && commands.includes(verb))
		return usage(`${verb}: "${unknown}" is one argument too many; connectop ${verb} --help shows how`);
	if (argv[argv.indexOf('--engine') + 2] === unknown && argv.includes('--engine'))
		return usage(
			`${unknown}: quote the command of the engine: --engine '${argv[argv.indexOf('--engine') + 1]} ${unknown}'`,
		);
	if (argv.includes(unknown))
		return usage(
			`${unknown}: there is no such command; use one of ${commands.join(', ')}${didYouMean(unknown, commands)}`,
		);
	const option = kebab(unknown);
	const near = nearestName(option, options);
	const hint = parameters.includes(unknown)
		? `use --param ${unknown}=VALUE`
		: near === undefined
			? more
			: `did you mean ${dashed(near)}?`;
	return usage(`${dashed(option)}: there is no such option; ${hint}`);
}

/** A usage error for a value that is none of an option's choices: the choices, and the nearest of them. */
export const refusedChoice = (option: string, given: string, choices: readonly string[]): ConnectopError =>
	usage(`${option} ${given}: use one of ${choices.join(', ')}${didYouMean(given, choices)}`);

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

const plain = (text = ''): string => text.replaceAll('"', '');
const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
const dashed = (option: string): string => (option.length === 1 ? `-${option}` : `--${option}`);
