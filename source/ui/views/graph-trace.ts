import type {Frame} from '../../run/protocol.ts';
import {nodeValue} from './node-value.ts';

/** The coupled variable of one node since a tick, thinned to a bounded number of values. */
export interface Trace {
	readonly node: number;
	readonly epoch: number;
	/** First and newest tick. */
	readonly since: number;
	readonly tick: number;
	/** As of the newest value: a command changes it while the tick stands still. */
	readonly revision: number;
	/** Oldest first; each is the mean of `every` frames. */
	readonly values: readonly number[];
	readonly every: number;
	/** Sum and number of the frames that make no whole value yet. */
	readonly sum: number;
	readonly waiting: number;
	/** Of all that was seen, finite values alone; low is above high before the first. */
	readonly low: number;
	readonly high: number;
}

/** Values that a trace keeps; then pairs of them become one. Two stand in a cell of braille. */
export const mostTraced = 64;

/** What a trace is kept with. */
interface Traced {
	readonly picked: number | undefined;
	readonly trace: Trace | undefined;
}

/** Takes a frame in: the picked node's value, once a tick and after a command that changed the field. The trace begins anew with another node and after a restore. */
export function observe<State extends Traced>(
	state: State,
	frame: Pick<Frame, 'field' | 'status' | 'part' | 'watched'>,
): State {
	const {picked, trace} = state;
	const {tick, epoch, revision} = frame.status;
	if (picked === undefined) return trace === undefined ? state : {...state, trace: undefined};
	const value = nodeValue(frame, picked);
	if (frame.part && !frame.watched?.nodes.includes(picked)) return state; // it will come
	if (!trace || trace.node !== picked || trace.epoch !== epoch) {
		const none = {low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY, sum: 0, waiting: 0, every: 1};
		return {...state, trace: taken({node: picked, epoch, since: tick, tick, revision, values: [], ...none}, value)};
	}
	if (tick === trace.tick && revision === trace.revision) return state;
	return {...state, trace: taken({...trace, tick, revision}, value)};
}

function taken(trace: Trace, value: number): Trace {
	const low = Number.isFinite(value) ? Math.min(trace.low, value) : trace.low;
	const high = Number.isFinite(value) ? Math.max(trace.high, value) : trace.high;
	const [sum, waiting] = [trace.sum + value, trace.waiting + 1];
	if (waiting < trace.every) return {...trace, low, high, sum, waiting};
	const values = [...trace.values, sum / waiting];
	const full = values.length >= mostTraced;
	return {
		...trace,
		low,
		high,
		sum: 0,
		waiting: 0,
		every: full ? 2 * trace.every : trace.every,
		values: full ? inPairs(values) : values,
	};
}

/** Half as many values, each the mean of two. */
export const inPairs = (values: readonly number[]): readonly number[] =>
	Array.from({length: Math.ceil(values.length / 2)}, (_, at) => {
		const [a, b] = [values[2 * at] ?? Number.NaN, values[2 * at + 1]];
		return b === undefined ? a : a / 2 + b / 2;
	});
