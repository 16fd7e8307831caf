import {ConnectopError} from '../base/errors.ts';
import type {Metrics} from '../connectome/metrics.ts';
import type {Model} from '../dynamics/model.ts';
import {unknownName} from './parameter-info.ts';
import type {Breakpoint, Condition, Relation} from './protocol.ts';
import {secondsPerTick} from './step-plan.ts';

/** Every measurement, so that none is forgotten when one is added. */
const measured: Readonly<Record<keyof Metrics, true>> = {
	activeEdges: true,
	sparsity: true,
	meanWeight: true,
	varianceWeight: true,
	cohesion: true,
	largestComponent: true,
	complexity: true,
	entropy: true,
	b1z: true,
};

/** Names that a condition may ask for: the measurements, the model's observables, the tick and what it cost (ms). */
export const conditionMetrics = ({observables = []}: Pick<Model, 'observables'>): readonly string[] => [
	...new Set([...Object.keys(measured), 'tick', 'tickMs', ...observables.map(each => each.name)]),
];

const holds: Readonly<Record<Relation, (a: number, b: number) => boolean>> = {
	'<': (a, b) => a < b,
	'<=': (a, b) => a <= b,
	'>': (a, b) => a > b,
	'>=': (a, b) => a >= b,
	'=': (a, b) => a === b,
};

const spellings: Readonly<Record<string, Relation>> = {'≤': '<=', '≥': '>=', '==': '='};

const form = 'write METRIC < NUMBER, with <, <=, >, >= or =, and after it "for N ticks" or "for N s" if it is to last';

/**
Reads `cohesion < 5 for 10 ticks`. `for 3 s` are seconds of model time, made into ticks by the `dt` (reference ticks) in force now and rounded up.
Throws a usage error `condition` that names what is wrong and what is allowed.
*/
export function parseCondition(text: string, metrics: readonly string[], dt: number): Condition {
	const match = /^\s*([\p{L}_][\p{L}\p{N}_.-]*)\s*(<=|>=|==|[<>=≤≥])\s*(\S+)(?:\s+for\s+(.*?))?\s*$/u.exec(text);
	if (!match) throw refusal(`"${shortened(text)}" is no condition; ${form}`);
	const [, name = '', sign = '', number = '', lasting] = match;
	const metric = metrics.find(each => each === name) ?? metrics.find(each => each.toLowerCase() === name.toLowerCase());
	if (metric === undefined) throw unknownName('condition', `metric "${shortened(name)}"`, name, metrics);
	const value = Number(number.replace('−', '-'));
	if (!Number.isFinite(value)) throw refusal(`"${shortened(number)}" is no number; ${form}`);
	const relation = spellings[sign] ?? (sign as Relation);
	return {metric, relation, value, ticks: lasting === undefined ? 1 : ticksIn(lasting, dt)};
}

const mostTicks = 1e9;

function ticksIn(text: string, dt: number): number {
	const [, number = '', unit = ''] = /^(\S*?)\s*(ticks?|t|seconds?|s)$/.exec(text) ?? [];
	const given = number === '' ? Number.NaN : Number(number);
	// What a division leaves behind the comma must not make a tick more: 0.3 s are 3 ticks of 0.1 s.
	const ticks = unit.startsWith('s') ? Math.ceil((given / (dt * secondsPerTick)) * (1 - 1e-12)) : given;
	if (Number.isInteger(ticks) && ticks >= 1 && ticks <= mostTicks) return ticks;
	throw refusal(
		`"for ${shortened(text)}" is not allowed; use a whole number of ticks from 1 (for 10 ticks) or seconds of model time (for 3 s)`,
	);
}

const refusal = (message: string) => new ConnectopError('usage', 'condition', message);

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

/** The condition as it is typed: `cohesion < 5 for 10 ticks`. */
export const formatCondition = ({metric, relation, value, ticks}: Condition): string =>
	`${metric} ${relation} ${value}${ticks === 1 ? '' : ` for ${ticks} ticks`}`;

/** A breakpoint whose condition has just come true. */
export interface Firing {
	readonly breakpoint: Breakpoint;
	/** The measured number. */
	readonly value: number;
}

/**
Follows breakpoints from one measurement to the next. A measurement stands for the `ticks` since the one before. Gives the breakpoints that act
now. It knows a breakpoint by its object: one that was put in again begins anew.
*/
export type BreakpointWatch = (
	breakpoints: readonly Breakpoint[],
	ticks: number,
	figureOf: (metric: string) => number,
) => readonly Firing[];

/** A watch that has seen no measurement yet. */
export function createBreakpointWatch(): BreakpointWatch {
	/** Ticks in a row that a condition has been true; it acts when they reach its own. */
	const lasted = new WeakMap<Breakpoint, number>();
	return (breakpoints, ticks, figureOf) => {
		const firings: Firing[] = [];
		for (const breakpoint of breakpoints) {
			const value = figureOf(breakpoint.metric);
			const before = lasted.get(breakpoint) ?? 0;
			const now = holds[breakpoint.relation](value, breakpoint.value) ? before + ticks : 0;
			lasted.set(breakpoint, now);
			if (before < breakpoint.ticks && now >= breakpoint.ticks) firings.push({breakpoint, value});
		}
		return firings;
	};
}
