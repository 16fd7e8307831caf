import {ConnectopError} from '../../base/errors.ts';
import {graphOf} from '../../connectome/csr.ts';
import {edgeTable} from '../../connectome/edge-table.ts';
import type {Graph, ImportReport} from '../../connectome/graph.ts';
import {layoutOf} from '../../connectome/graph-layout.ts';
import type {EngineGraph} from './bridge-protocol.ts';
import type {Hello} from './hello.ts';
import {valuesOf, type WireMessage} from './wire.ts';

/** The graph in the arrays of a hello. Throws one line, `engine-hello`, when they are none. */
export function readEngineGraph({nodes, names}: Hello, {arrays}: WireMessage): EngineGraph | undefined {
	const extra = arrays.find(
		each => nodes === undefined || !['source', 'target', 'weight', 'x', 'y'].includes(each.name),
	);
	if (extra)
		throw wrong(
			`an array ${extra.name} came with it, which belongs to no ${nodes === undefined ? 'engine on a given graph' : 'graph'}`,
		);
	if (nodes === undefined) return undefined;
	const values = (name: string) => {
		const array = arrays.find(each => each.name === name);
		if (array && array.shape.length !== 1) throw wrong(`${name} has ${array.shape.length} dimensions; send one`);
		return array && valuesOf(array);
	};
	const ends = (name: string) => {
		const found = values(name) ?? new Int32Array(0);
		if (!(found instanceof Int32Array)) throw wrong(`${name} holds no whole numbers; use i4 or i8`);
		const outside = found.find(each => each < 0 || each >= nodes);
		if (outside !== undefined) throw wrong(`${name} names the node ${outside}; there are ${nodes}, counted from 0`);
		return found;
	};
	const numbers = (name: string, length: number) => {
		const found = values(name);
		if (!found) return undefined;
		if (found.length !== length) throw wrong(`${name} has ${found.length} numbers, not ${length}`);
		if (!found.every(each => Number.isFinite(each))) throw wrong(`${name} holds what is no finite number`);
		return Float32Array.from(found);
	};
	const [source, target] = [ends('source'), ends('target')];
	if (source.length !== target.length) throw wrong(`source has ${source.length} numbers and target ${target.length}`);
	const weight = numbers('weight', source.length) ?? new Float32Array(source.length).fill(1);
	const [x, y] = [numbers('x', nodes), numbers('y', nodes)];
	if ((x === undefined) !== (y === undefined)) throw wrong('x and y belong together');
	if (names && names.length !== nodes) throw wrong(`names has ${names.length} entries, not ${nodes}`);
	return {n: nodes, source, target, weight, ...(x && y ? {x: toUnit(x), y: toUnit(y)} : {}), ...(names ? {names} : {})};
}

/** Places of any scale, in the unit square. */
function toUnit(values: Float32Array): Float32Array {
	let [low, high] = [Infinity, -Infinity];
	for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
	return values.map(value => (high > low ? (value - low) / (high - low) : 0.5));
}

/** That graph to run on: self-loops and zero weights left out, repeated edges added up, laid out where it brings no places. */
export function graphOfEngine(
	{n, source, target, weight, x, y, names}: EngineGraph,
	engine: string,
): {graph: Graph; report: ImportReport} {
	const rows = {length: source.length, source, target, weight, kind: new Uint16Array(source.length)};
	const table = edgeTable(rows, {n, names: names ?? [], types: [''], format: `engine ${engine}`, file: 'hello'});
	const places = x && y ? {x, y} : layoutOf(n, table);
	const {names: _, ...nameless} = table;
	return {graph: graphOf(names ? table : nameless, places, engine), report: table.report};
}

const wrong = (message: string) => new ConnectopError('invalid', 'engine-hello', `hello: ${message}`);
