import type {Options} from 'yargs';
import {builtInModels} from '../dynamics/models.ts';
import {liveParameters} from '../run/parameters.ts';
import type {Verb} from './completion-verbs.ts';
import {findOption} from './run-option-table.ts';

/** What a word may become. */
export interface Candidate {
	readonly value: string;
	readonly describe: string;
}

/** Candidates for the last word; `files`: names of files fit as well. */
export interface Completion {
	readonly candidates: readonly Candidate[];
	readonly files: boolean;
}

/** The runs that there are, asked for only when one is wanted. */
export type RunIds = () => Promise<readonly string[]>;

const nothing: Completion = {candidates: [], files: false};
const plain = (values: readonly string[]): Completion => ({
	candidates: values.map(value => ({value, describe: ''})),
	files: false,
});

/**
Completes the last of the words that follow the program's name. `verbs`: the first is the one that needs no name; `runIds`: the runs that there are,
asked for when a run is wanted.
*/
export async function completeWords(
	words: readonly string[],
	verbs: readonly Verb[],
	runIds: RunIds,
): Promise<Completion> {
	const typed = joined(words);
	const current = typed.at(-1) ?? '';
	const before = typed.slice(0, -1);
	const named = verbs.find(({names}) => names.includes(before[0] ?? ''));
	const verb = named ?? verbs[0];
	if (!verb) return nothing;
	const [, option, begun] = /^(--[\w-]+)=(.*)$/s.exec(current) ?? [];
	const asked = option ?? before.at(-1) ?? '';
	const how = optionOf(asked, verb);
	if (how && how.type !== 'boolean') {
		const values = matching(await valuesOf(asked, how, runIds), begun ?? current);
		return option === undefined
			? values
			: {...values, candidates: values.candidates.map(each => ({...each, value: `${option}=${each.value}`}))};
	}
	if (current.startsWith('-')) return matching(optionsOf(verb, before), current);
	return matching(await wordsOf(verb, named, before.slice(named ? 1 : 0), verbs, runIds), current);
}

/** bash takes `--hz=10` for three words. */
function joined(words: readonly string[]): readonly string[] {
	const result: string[] = [];
	for (const word of words) {
		const last = result.at(-1) ?? '';
		if ((word === '=' && /^--[\w-]+$/.test(last)) || /^--[\w-]+=$/.test(last)) result[result.length - 1] = last + word;
		else result.push(word);
	}
	return result;
}

const matching = ({candidates, files}: Completion, begun: string): Completion => ({
	candidates: candidates.filter(({value}) => value.startsWith(begun)),
	files,
});

/** The option that a word such as --graph or -o is. */
function optionOf(word: string, {options}: Verb): Options | undefined {
	if (word.startsWith('--')) return options.get(word.slice(2));
	const [, letter] = /^-(\w)$/.exec(word) ?? [];
	if (letter === undefined) return undefined;
	return [...options].find(([name, {alias}]) => name === letter || [alias].flat().includes(letter))?.[1];
}

async function valuesOf(word: string, how: Options, runIds: RunIds): Promise<Completion> {
	const name = word.slice(2);
	if (how.choices) return plain(how.choices.map(String));
	if (name === 'resume') return {...plain(['latest', ...(await runIds())]), files: true};
	if (name === 'model') return {...plain(builtInModels.map(each => each.id)), files: true};
	if (name === 'init') return plain([...new Set(builtInModels.flatMap(each => Object.keys(each.initial)))]);
	if (name === 'preset') return {...plain(await savedPresets()), files: true};
	if (name === 'param')
		return plain(builtInModels.flatMap(each => liveParameters(each).map(parameter => `${parameter.name}=`)));
	if (name === 'input') return {...plain(['none']), files: true};
	const presets = builtInModels.find(each => each.presets?.title === name)?.presets;
	if (presets) return plain(presets.names);
	return {...nothing, files: findOption(name)?.kind === 'path' || ['-o', '--output'].includes(word)};
}

const savedPresets = async (): Promise<readonly string[]> =>
	(await import('../run/presets/preset-files.ts')).presetNames();

/** Options that have not been given yet, each switch as what it is not by itself. */
function optionsOf({options}: Verb, before: readonly string[]): Completion {
	const all = [...options].flatMap(([name, {describe = '', type}]) => {
		const {kind, value, example} = findOption(name) ?? {};
		const off = type === 'boolean' && kind === 'switch' && (value ?? example) === true;
		const given = kind !== 'list' && [`--${name}`, `--no-${name}`].some(each => before.includes(each));
		if (given || name.length === 1) return [];
		return [...(off ? [`--no-${name}`] : []), `--${name}`].map(each => ({value: each, describe}));
	});
	return {candidates: [...all, {value: '--help', describe: 'show help'}], files: false};
}

/** A verb, while there is none, and what follows it. */
async function wordsOf(
	verb: Verb,
	named: Verb | undefined,
	before: readonly string[],
	verbs: readonly Verb[],
	runIds: RunIds,
): Promise<Completion> {
	if (!named) {
		const usable = before.length === 0 ? verbs : [];
		return {candidates: usable.map(({names: [value = ''], describe}) => ({value, describe})), files: false};
	}
	const given = before.filter((word, i) => !word.startsWith('-') && !takesValue(before[i - 1] ?? '', verb));
	const place = verb.positionals[given.length];
	if (!place) return nothing;
	return place.choices.length > 0
		? plain(place.choices)
		: place.name === 'run' || place.name === 'other'
			? plain(['latest', ...(await runIds())])
			: nothing;
}

function takesValue(word: string, verb: Verb): boolean {
	const how = optionOf(word, verb);
	return how !== undefined && how.type !== 'boolean';
}
