import {ConnectopError} from '../../base/errors.ts';
import type {Hello} from './hello.ts';
import {valuesOf, type WireMessage} from './wire.ts';

/** What a frame has to be. */
export interface Awaited {
	readonly variables: Hello['variables'];
	readonly observables: Hello['observables'];
	readonly n: number;
	readonly tick: number;
}

/** The bytes in the answer to `save`; undefined when it is none. */
export function stateIn({type, arrays: [state, ...more]}: WireMessage): Uint8Array | undefined {
	const is = type === 'state' && state?.name === 'state' && state.dtype === 'u1' && more.length === 0;
	return is ? state.bytes : undefined;
}

/**
Copies a frame's values, rounded to float32, one array of N a variable, and gives its observables. Throws one line, `engine-frame`, when it is not what
was asked for or holds no numbers.
*/
export function takeFrame(
	{type, fields, arrays}: WireMessage,
	{variables, observables, n, tick}: Awaited,
	into: readonly Float32Array[],
): Readonly<Record<string, number>> {
	if (type !== 'frame') throw wrong(`a frame of tick ${tick} was asked for, and ${type} came`);
	if (fields['tick'] !== tick)
		throw wrong(`a frame of tick ${tick} was asked for, and one of tick ${JSON.stringify(fields['tick'])} came`);
	const extra = arrays.find(each => !variables.some(({name}) => name === each.name));
	if (extra) throw wrong(`frame ${tick}: an array ${extra.name} came, which is no variable of hello`);
	for (const [v, {name, min = -Infinity, max = Infinity}] of variables.entries()) {
		const found = arrays.filter(each => each.name === name);
		const [array] = found;
		if (!array || found.length > 1)
			throw wrong(`frame ${tick}: the array ${name} is there ${found.length} times; send it once`);
		if (array.shape.length !== 1 || array.shape[0] !== n)
			throw wrong(`frame ${tick}: ${name} has the shape [${array.shape.join(', ')}] and the graph ${n} nodes`);
		if (array.dtype !== 'f4' && array.dtype !== 'f8')
			throw wrong(`frame ${tick}: ${name} is of dtype ${array.dtype}; use f4 or f8`);
		copy(valuesOf(array), into[v]!, (node, value) =>
			wrong(`frame ${tick}: ${name} of node ${node} is ${value}, which is no number that float32 holds`),
		);
		outside(into[v]!, min, max, (node, value) =>
			wrong(`frame ${tick}: ${name} of node ${node} is ${value}; hello says ${min} to ${max}`),
		);
	}
	return Object.fromEntries(observables.map(({name}) => [name, figure(fields['observables'], name, tick)]));
}

function figure(of: unknown, name: string, tick: number): number {
	const value = (of as Readonly<Record<string, unknown>> | undefined)?.[name];
	if (typeof value === 'number') return value;
	throw wrong(
		`frame ${tick}: the observable ${name} is ${JSON.stringify(value) ?? 'missing'}; hello says that it comes with each frame, a number`,
	);
}

function copy(from: ArrayLike<number>, into: Float32Array, refuse: (node: number, value: number) => Error): void {
	for (let i = 0; i < into.length; i++) {
		const value = Math.fround(from[i]!);
		if (!Number.isFinite(value)) throw refuse(i, from[i]!);
		into[i] = value;
	}
}

function outside(values: Float32Array, min: number, max: number, refuse: (node: number, value: number) => Error): void {
	const [low, high] = [Math.fround(min), Math.fround(max)];
	for (let i = 0; i < values.length; i++) if (values[i]! < low || values[i]! > high) throw refuse(i, values[i]!);
}

const wrong = (message: string) => new ConnectopError('failed', 'engine-frame', message);
