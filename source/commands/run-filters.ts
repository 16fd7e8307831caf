import type {Argv} from 'yargs';
import {ConnectopError, messageOf} from '../base/errors.ts';
import {didYouMean} from '../base/nearest-name.ts';
import type {ListedRun} from '../run/run-list.ts';
import {type Arguments, checkForms, refusedChoice} from './arguments.ts';
import {momentOf} from './moment.ts';

/** How a run stands, as a list says it. */
export const stateOf = ({life, document}: Pick<ListedRun, 'life' | 'document'>): string =>
	life === 'live' ? (document?.settings['paused'] === true ? 'paused' : 'running') : life;

const states = ['running', 'paused', 'elsewhere', 'ended', 'failed', 'dead', 'damaged'];

/** Orders of the list, each with the greatest or newest first. */
const orders: Readonly<Record<string, (run: ListedRun) => string | number>> = {
	started: ({document}) => document?.startedAt ?? '',
	seen: ({document}) => document?.heartbeat ?? '',
	tick: ({document}) => document?.lastTick ?? -1,
	nodes: ({document}) => Number(document?.graph['nodes'] ?? -1),
	name: ({document, id}) => document?.name ?? id,
};

const text = {type: 'string', requiresArg: true} as const;

/** The options of `connectop runs` that say which runs are meant. */
export const filterOptions = (yargs: Argv): Argv =>
	yargs
		.positional('text', {type: 'string', describe: 'only runs with this in their id, name, notes, graph or model'})
		.option('live', {type: 'boolean', describe: 'those that go on alone'})
		.option('status', {...text, describe: `those that stand so: ${states.join(', ')}; several with commas`})
		.option('name', {...text, describe: 'those whose name or id fits, * and ? stand for anything; or /EXPRESSION/'})
		.option('model', {...text, describe: 'those of this model'})
		.option('domain', {...text, describe: 'those with this domain, or another preset of their model'})
		.option('graph', {
			...text,
			describe: 'those whose graph has this in its name, or fits it as a whole with * and ? for anything',
		})
		.option('since', {...text, describe: 'those that began since: 90m, 12h, 2d, 3w, or a date such as 2026-11-21'})
		.option('sort', {...text, choices: Object.keys(orders), describe: 'order [live ones first, then the newest]'})
		.option('limit', {requiresArg: true, describe: 'how many at most [20; all with --json]'});

/** Which runs `connectop runs` is asked for. */
export interface RunFilter {
	/** Those that are asked for, in the order asked for. */
	of(runs: readonly ListedRun[]): readonly ListedRun[];
	/** Undefined: as many as are usual. */
	readonly limit: number | undefined;
	/** What was asked for, as it was typed; empty: everything. */
	readonly asked: string;
}

type Fits = (run: ListedRun) => boolean;

/** Reads the options; `now`: ms since 1970. Throws usage errors that name the option. */
export function readRunFilter(args: Arguments, now: number): RunFilter {
	checkForms(args, [], ['live', 'all', 'json']);
	const given = (name: string) => (args[name] === undefined ? undefined : String(args[name]));
	const rules: Readonly<Record<string, (value: string) => Fits>> = {
		text: holdsText,
		status: statusRule,
		name: nameRule,
		model: wanted => run => same(run.document?.model.id, wanted),
		domain: wanted => run => same(run.document?.settings['preset'], wanted),
		graph: graphRule,
		since(value) {
			const from = momentOf(value, '--since', now);
			return run => Date.parse(run.document?.startedAt ?? '') >= from;
		},
	};
	const fits = Object.entries(rules).flatMap(([name, rule]) => {
		const value = given(name);
		if (value === '') throw usage(`${name === 'text' ? 'the text' : `--${name}`} is empty; leave it out for all runs`);
		return value === undefined ? [] : [rule(value)];
	});
	if (args['live'] === true) fits.push(({life}) => life === 'live' || life === 'elsewhere');
	const order = orderOf(given('sort'));
	const typed = Object.keys(rules).flatMap(name => {
		const value = given(name);
		return value === undefined ? [] : [name === 'text' ? `"${value}"` : `--${name} ${value}`];
	});
	return {
		of: runs => order(runs.filter(run => fits.every(each => each(run)))),
		limit: limitOf(given('limit')),
		asked: [...(args['live'] === true ? ['--live'] : []), ...typed].join(' '),
	};
}

function orderOf(name: string | undefined): (runs: readonly ListedRun[]) => readonly ListedRun[] {
	if (name === undefined) return runs => runs;
	const key = orders[name];
	if (!key) throw refusedChoice('--sort', name, Object.keys(orders));
	const forth = name === 'name' ? 1 : -1;
	return runs =>
		runs.toSorted((a, b) => {
			const [one, other] = [key(a), key(b)];
			return one < other ? -forth : one > other ? forth : 0;
		});
}

function limitOf(value: string | undefined): number | undefined {
	if (value === undefined || /^[1-9]\d{0,8}$/.test(value)) return value === undefined ? undefined : Number(value);
	throw usage(`--limit ${value}: use a whole number from 1`);
}

function statusRule(value: string): Fits {
	const wanted = value.split(',').map(each => each.trim());
	for (const each of wanted)
		if (!states.includes(each) && each !== 'live')
			throw usage(`--status ${value}: use ${states.join(', ')}${didYouMean(each, states)}`);
	return run => wanted.includes(stateOf(run)) || (wanted.includes('live') && run.life === 'live');
}

/** A pattern with * and ? for the whole name, or an expression between slashes for a part of it. */
function nameRule(value: string): Fits {
	const [, expression] = /^\/(.*)\/$/s.exec(value) ?? [];
	const pattern = expression === undefined ? globOf(value) : expressionOf(expression, value);
	return ({id, document}) => pattern.test(id) || (document?.name !== undefined && pattern.test(document.name));
}

/** A pattern with * and ? for the whole name of a graph, or a part of it. */
function graphRule(value: string): Fits {
	if (!/[*?]/.test(value)) return ({document}) => holds(document?.graph['title'], value);
	const pattern = globOf(value);
	return ({document}) => pattern.test(String(document?.graph['title'] ?? ''));
}

const globOf = (glob: string): RegExp =>
	new RegExp(
		`^${glob
			.replaceAll(/[\\^$.|+()[\]{}]/g, '\\$&')
			.replaceAll(/\*+/g, '.*')
			.replaceAll('?', '.')}$`,
		'is',
	);

function expressionOf(expression: string, value: string): RegExp {
	try {
		return new RegExp(expression, 'i');
	} catch (error) {
		throw usage(`--name ${value}: is no regular expression: ${messageOf(error).replace(/^.*: /s, '').toLowerCase()}`);
	}
}

const same = (value: unknown, wanted: string): boolean =>
	value !== undefined && String(value).toLowerCase() === wanted.toLowerCase();

const holds = (value: unknown, wanted: string): boolean =>
	value !== undefined && String(value).toLowerCase().includes(wanted.toLowerCase());

const holdsText =
	(wanted: string): Fits =>
	({id, document}) =>
		[id, document?.name, document?.model.id, document?.model.title, document?.graph['title']]
			.concat(document?.notes?.map(note => note.text) ?? [])
			.some(each => holds(each, wanted));

const usage = (message: string) => new ConnectopError('usage', 'usage', message);
