import {formatInterval, type Interval} from '../base/interval.ts';
import {type ParameterInfo, type ParameterValue, settable} from '../run/parameter-info.ts';

/** Which way and how far one press goes: `coarse` is about ten times as far. */
export interface Nudge {
	readonly direction: 1 | -1;
	readonly coarse: boolean;
}

/**
The value beside this one, as `set` takes it; undefined where there is none. Values stand on marks: round numbers within the range, its bounds, and
`anchors`, such as the value that nudging began at; so going there and back leads back.
*/
export function nudged(
	parameter: ParameterInfo,
	value: ParameterValue,
	{direction, coarse}: Nudge,
	anchors: readonly number[] = [],
): number | string | undefined {
	switch (parameter.kind) {
		case 'boolean':
			return value === (direction > 0 ? 1 : 0) ? undefined : direction > 0 ? 1 : 0;
		case 'choice':
			return beside(parameter.choices ?? [], String(value), direction);
		case 'interval':
			return besideInterval(value as Interval, direction, coarse);
		default: {
			const next = besideNumber(parameter, Number(value), direction, coarse, anchors);
			return next === undefined ? undefined : settable(parameter, next);
		}
	}
}

/** The next choice, round and round; from a value that is none of them, the first or the last. */
function beside(choices: readonly string[], value: string, direction: 1 | -1): string | undefined {
	const at = choices.indexOf(value);
	if (at < 0) return direction > 0 ? choices[0] : choices.at(-1);
	const next = choices[(at + direction + choices.length) % choices.length];
	return next === value ? undefined : next;
}

/** Round numbers of a clock, s. */
const clock = [
	0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400,
];
const mostTicks = 1e6;

/** What never happens has nothing beside it: to turn it on or off, a value is typed. */
function besideInterval(interval: Interval, direction: 1 | -1, coarse: boolean): string | undefined {
	if (!interval) return undefined;
	if ('seconds' in interval) {
		const next = nearest(clock, interval.seconds, direction);
		return next === undefined ? undefined : formatInterval({seconds: next});
	}
	const marks = decadeMarks(interval.ticks, coarse).filter(each => Number.isInteger(each) && each <= mostTicks);
	const next = nearest([1, ...marks], interval.ticks, direction);
	return next === undefined ? undefined : formatInterval({ticks: next});
}

function besideNumber(
	parameter: ParameterInfo,
	value: number,
	direction: 1 | -1,
	coarse: boolean,
	anchors: readonly number[],
): number | undefined {
	const {kind, min = -Infinity, max = Infinity, default: usual} = parameter;
	const round = isWide(parameter) ? wideMarks(parameter, value, coarse) : evenMarks(parameter, value, coarse);
	const marks = [...round, min, max, ...anchors, ...(typeof usual === 'number' ? [usual] : [])].filter(
		each => Number.isFinite(each) && each >= min && each <= max && (kind !== 'integer' || Number.isInteger(each)),
	);
	return nearest(marks, value, direction);
}

/** The mark that comes first in a direction. */
function nearest(marks: readonly number[], value: number, direction: 1 | -1): number | undefined {
	const ahead = marks.filter(each => (direction > 0 ? each > value : each < value));
	if (ahead.length === 0) return undefined;
	return direction > 0 ? Math.min(...ahead) : Math.max(...ahead);
}

/** What is an ordinary size for a parameter; 0 where nothing says. */
const usualSize = ({default: usual}: ParameterInfo): number => (typeof usual === 'number' ? Math.abs(usual) : 0);

/** Ratio of the largest to the smallest value from which even steps fit no value well. */
const wide = 1000;

/** Whether the range goes over so many powers of ten that a step has to grow with the value. */
function isWide(parameter: ParameterInfo): boolean {
	const {min = -Infinity, max = Infinity} = parameter;
	if (min < 0) return false;
	const least = min > 0 ? min : usualSize(parameter);
	return least > 0 && max / least >= wide;
}

const finely = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
const coarsely = [1, 2, 5];

/** Round numbers of the decades around a value above 0. */
function decadeMarks(value: number, coarse: boolean): readonly number[] {
	const decade = Math.floor(Math.log10(value));
	const mantissas = coarse ? coarsely : finely;
	return [-1, 0, 1].flatMap(by => mantissas.map(each => Number(`${each}e${decade + by}`)));
}

/** Decades below the usual size, under which a range that begins at 0 has nothing but its 0. */
const decadesBelow = 3;

function wideMarks(parameter: ParameterInfo, value: number, coarse: boolean): readonly number[] {
	const {kind, min = 0} = parameter;
	const least = min > 0 ? min : kind === 'integer' ? 1 : powerBelow(usualSize(parameter)) / 10 ** decadesBelow;
	return [least, ...decadeMarks(Math.max(value, least), coarse)].filter(each => each >= least);
}

/** Steps from one end of a range to the other at most. */
const mostSteps = 1e5;

/** A hundredth of the range, or a tenth of the usual size when that is less, as a round number; coarse ones are ten times that. */
function evenMarks(parameter: ParameterInfo, value: number, coarse: boolean): readonly number[] {
	const {kind, min = -Infinity, max = Infinity} = parameter;
	const usual = usualSize(parameter);
	const range = max - min;
	const wanted = Math.min(range / 100, usual > 0 ? Math.max(usual / 10, range / mostSteps) : Infinity);
	const fine = Math.max(
		roundBelow(Number.isFinite(wanted) ? wanted : usual > 0 ? usual / 10 : 0.1),
		kind === 'integer' ? 1 : 0,
	);
	const step = coarse ? fine * 10 : fine;
	const digits = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)) + 1;
	const at = Math.floor(value / step);
	return [-1, 0, 1, 2].map(by => Number(((at + by) * step).toFixed(Math.min(100, digits))) + 0);
}

const powerBelow = (size: number): number => Number(`1e${Math.floor(Math.log10(size))}`);

/** 1, 2 or 5 times a power of ten, at most `size`. */
function roundBelow(size: number): number {
	const power = powerBelow(size);
	const times = [5, 2].find(each => each * power <= size * (1 + 1e-9)) ?? 1;
	return Number(`${times}e${Math.floor(Math.log10(size))}`);
}
