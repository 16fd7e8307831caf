import {count} from '../draw/number.ts';
import {clean} from '../draw/text.ts';
import type {Comparison, DifferingCommand, MetricCompared} from '../run/compare/comparison.ts';
import {canAct} from '../run/compare/differing-commands.ts';

/** What came of a comparison, in one line. */
export function verdictText(found: Comparison): string {
	const {states, a, b} = found;
	if (!states) return 'parameters, commands and metrics alone';
	const {from, to, lastEqual, firstDiffering, compared, exact} = states;
	if (from === undefined || to === undefined)
		return `no tick in common: A has ${count(a.firstTick)} to ${count(a.lastTick)}, B ${count(b.firstTick)} to ${count(b.lastTick)}`;
	if (compared === 0) return `nothing of one tick is kept of both runs in ticks ${count(from)} to ${count(to)}`;
	if (firstDiffering === undefined) {
		const all = compared === to - from + 1;
		const known = all
			? `all ${ticks(compared)}, ${count(from)} to ${count(to)}`
			: `${ticks(compared)} compared of ${count(from)} to ${count(to)}`;
		return `equal: ${known}${beyond(found, to)}`;
	}
	const cause = causeOf(found);
	const because = cause === undefined ? '' : `: ${cause}`;
	if (firstDiffering === from) return `different from the first tick, ${count(from)}${because}`;
	if (!exact) {
		const after = lastEqual === undefined ? '' : `after tick ${count(lastEqual)}, `;
		return `different ${after}at tick ${count(firstDiffering)} or before${because}`;
	}
	return `equal until tick ${count(firstDiffering - 1)}, first different at tick ${count(firstDiffering)}${because}`;
}

const ticks = (value: number): string => `${count(value)} ${value === 1 ? 'tick' : 'ticks'}`;

function beyond({a, b}: Comparison, to: number): string {
	for (const [name, run] of Object.entries({A: a, B: b}))
		if (run.lastTick > to) return `; ${name} has more, to ${count(run.lastTick)}`;
	return '';
}

/**
What the first differing tick may come from: what the runs began with where they differ at once, else a command before it that one run alone has, where there is none what they began with after all.
*/
function causeOf(found: Comparison): string | undefined {
	const {firstDiffering = 0, from = 0} = found.states ?? {};
	const [command, began] = [commandBefore(found, firstDiffering), beganWith(found)];
	if (firstDiffering === from) return began;
	return firstDiffering === from + 1 ? (began ?? command) : (command ?? began);
}

/** Most commands act at once: one of that very tick goes before one long ago. */
function commandBefore({commands}: Comparison, before: number): string | undefined {
	const earlier = commands.first.filter(({acts, tick}) => acts && tick < before);
	const command = earlier.find(({tick}) => tick === before - 1) ?? earlier[0];
	return (
		command && `${commandText(command)} before tick ${count(command.tick + 1)} in ${command.in.toUpperCase()} alone`
	);
}

const beginnings = ['model', 'model file', 'equations file', 'engine', 'seed', 'init'];

function beganWith({facts, settings}: Comparison): string | undefined {
	const [first] = [
		...facts.filter(({name}) => beginnings.includes(name)),
		...settings.start.filter(({name}) => canAct({id: 'set', args: {name}})),
	];
	return first && `they began with ${first.name} ${clean(first.a)} and ${clean(first.b)}`;
}

/** A command as it is read: `set diffusion 0.03`. */
export function commandText({id, args}: Pick<DifferingCommand, 'id' | 'args'>): string {
	if (id === 'set') return clean(`set ${String(args['name'])} ${String(args['value'])}`);
	if (id === 'settings') return 'all settings at once, as an undo puts them';
	const text = id === 'adjust' ? adjustText(args) : JSON.stringify(args);
	return clean(text === '{}' ? id : `${id} ${text.length > 100 ? `${text.slice(0, 99)}…` : text}`);
}

/** `preset warm: diffusion 0.03, hz 20`. */
function adjustText({preset, values}: DifferingCommand['args']): string {
	const lead = preset === undefined ? '' : `preset ${String(preset)}: `;
	return (
		lead +
		Object.entries(values ?? {})
			.map(([name, value]) => `${name} ${String(value)}`)
			.join(', ')
	);
}

/** How much a metric differs, in a few words. */
export function differenceText(metric: MetricCompared | undefined): string {
	if (!metric || metric.rows === 0) return 'no common ticks';
	const {largest, largestTick, relative} = metric;
	if (largest === 0) return 'equal';
	return `up to ${figure(largest, 3)} (${figure(100 * relative, 3)} %) at tick ${count(largestTick)}`;
}

/** A number of so many digits, as short as it can be told. */
export const figure = (value: number, digits = 4): string =>
	value !== 0 && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e9)
		? value.toExponential(digits - 2).replace('e+', 'e')
		: String(Number(value.toPrecision(digits)));
