import type {Argv, CommandModule, Options} from 'yargs';

/** A verb of the command line, as completion sees it. */
export interface Verb {
	readonly names: readonly string[];
	readonly describe: string;
	/** By name, in the order of the help; hidden ones too. */
	readonly options: ReadonlyMap<string, Options>;
	/** In their order; `run` stands for the id of a run. */
	readonly positionals: readonly {readonly name: string; readonly choices: readonly string[]}[];
}

/** What a yargs module tells of itself. Its builder is called with something that writes down what it is told. */
export function verbOf({command, aliases, describe, builder}: CommandModule): Verb {
	const [pattern = '', ...more] = [command ?? []].flat().map(String);
	const [name = '', ...places] = pattern.split(' ');
	const options = new Map<string, Options>();
	const choices = new Map<string, readonly string[]>();
	const recorder: Argv = new Proxy({} as Argv, {
		get:
			(_, method) =>
			(first: unknown, second: unknown = {}) => {
				if (method === 'option' || method === 'options') {
					const told = typeof first === 'string' ? [[first, second] as const] : Object.entries(first as object);
					for (const [option, how] of told) options.set(option, how as Options);
				}
				if (method === 'positional') choices.set(String(first), ((second as Options).choices ?? []).map(String));
				return recorder;
			},
	});
	if (typeof builder === 'function') void builder(recorder);
	return {
		names: [name, ...more, ...[aliases ?? []].flat()],
		describe: describe === false || describe === undefined ? '' : describe,
		options,
		positionals: places.map(place => {
			const [, plain = place] = /^[<[]([\w-]+)/.exec(place) ?? [];
			return {name: plain, choices: choices.get(plain) ?? []};
		}),
	};
}
