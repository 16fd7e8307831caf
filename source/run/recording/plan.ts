import type {Graph} from '../../connectome/graph.ts';
import type {Model} from '../../dynamics/model.ts';
import {layoutOf, type RowLayout} from '../../records/recording/layout.ts';
import {conditionMetrics} from '../breakpoints.ts';
import {unknownName} from '../parameter-info.ts';
import type {RecorderSetting} from '../protocol.ts';
import {rowBytesIn} from './forecast.ts';
import {mostRecorders, mostTextValues} from './limits.ts';
import {selectNodes} from './selection.ts';
import {formatSpec, parseSpec, type RecordSpec} from './spec.ts';
import {refusal, shortened} from './words.ts';

/** A recorder on a graph and a model: what exactly it writes. */
export interface RecorderPlan {
	readonly name: string;
	readonly spec: RecordSpec;
	/** Empty when metrics are recorded. */
	readonly nodes: Int32Array;
	/** Indices of the model's variables. */
	readonly variables: readonly number[];
	readonly metrics: readonly string[];
	readonly layout: RowLayout;
}

type Ground = {readonly graph: Graph; readonly model: Model};

/** What a recorder in force does here. Throws a usage error `record` when graph or model have not what it names. */
export function planRecorder({name, spec: text}: Pick<RecorderSetting, 'name' | 'spec'>, ground: Ground): RecorderPlan {
	const {graph, model} = ground;
	const spec = parseSpec(text);
	if (spec.metrics.length > 0) {
		const metrics = eachOnce(spec.metrics.map(each => metricOf(model, each)));
		const layout = layoutOf(metrics.map(each => ({name: columnOf(each, spec), type: '<f8'})));
		return {name, spec, nodes: new Int32Array(0), variables: [], metrics, layout};
	}
	const variables = spec.variables.length === 0 ? [0] : eachOnce(spec.variables.map(each => variableOf(model, each)));
	const nodes = selectNodes(graph, spec.nodes);
	const layout = spec.crossing
		? layoutOf([{name: 'node', type: '<i4'}])
		: layoutOf(
				variables.map(v => ({name: columnOf(model.variables[v]?.name ?? '', spec), type: '<f4', count: nodes.length})),
			);
	return {name, spec, nodes, variables, metrics: [], layout};
}

/** Names in other letter cases may be one and the same; two columns of one name are none that can be read. */
const eachOnce = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];

/** Every row has these; a variable of that name gets a mark behind it. In JSON lines `v` is the version. */
const columnOf = (name: string, {to}: RecordSpec): string =>
	['tick', 'epoch', 'time', ...(to === 'jsonl' ? ['v'] : [])].includes(name) ? `${name}_` : name;

/**
The recorder that a spec asks for beside those there are: named, with its defaults written out. Throws a usage error `record` when it can't be, or when
its name is taken.
*/
export function newRecorder(text: string, there: readonly RecorderSetting[], ground: Ground): RecorderSetting {
	const spec = parseSpec(text);
	if (there.length >= mostRecorders)
		throw refusal(`there are ${there.length} recorders, and more can't be; remove some with unrecord`);
	// Files whose names differ by letter case alone are one file on some systems.
	const taken = new Map(there.map(({name}) => [name.toLowerCase(), name]));
	const same = taken.get(spec.name?.toLowerCase() ?? '');
	if (same !== undefined) throw refusal(`there is a recorder ${same} already; take another name, or unrecord it first`);
	const named = {name: spec.name ?? freeName(spec, taken, ground.model), spec: formatSpec(spec)};
	const {layout, nodes, variables, metrics} = planRecorder(named, ground);
	const values = metrics.length + (spec.crossing ? 1 : nodes.length * variables.length);
	if (spec.to !== 'npy' && values > mostTextValues)
		throw refusal(
			`a row of ${spec.to} has at most ${mostTextValues} numbers, not ${values}; use to=npy or fewer nodes`,
		);
	return {...named, rowBytes: rowBytesIn(spec.to, layout.bytes, values)};
}

/** Throws a usage error `record` when one of several recorders can't be here, or two have one name. */
export function requireRecorders(recorders: readonly RecorderSetting[], ground: Ground): void {
	const names = new Set<string>();
	for (const recorder of recorders) {
		planRecorder(recorder, ground);
		const name = recorder.name.toLowerCase();
		if (names.has(name)) throw refusal(`two recorders are called ${recorder.name}`);
		names.add(name);
	}
}

/** What it writes, and a number where that is taken. */
function freeName(
	{variables, metrics, crossing}: RecordSpec,
	taken: ReadonlyMap<string, string>,
	model: Model,
): string {
	const what =
		metrics.length > 0 ? 'metrics' : variables.length > 0 ? variables.join('-') : (model.variables[0]?.name ?? '');
	const plain = what.replaceAll(/[^\w-]/g, '_').slice(0, 40) || 'record';
	const base = crossing ? `${plain}-${crossing.side}` : plain;
	for (let number = 1; ; number++) {
		const name = number === 1 ? base : `${base}-${number}`;
		if (!taken.has(name.toLowerCase())) return name;
	}
}

function variableOf({variables}: Model, name: string): number {
	const exact = variables.findIndex(each => each.name === name);
	const found = exact >= 0 ? exact : variables.findIndex(each => each.name.toLowerCase() === name.toLowerCase());
	if (found >= 0) return found;
	throw unknownName(
		'record',
		`record: variable "${shortened(name)}"`,
		name,
		variables.map(each => each.name),
	);
}

function metricOf(model: Model, name: string): string {
	const metrics = conditionMetrics(model).filter(each => each !== 'tick');
	const found = metrics.find(each => each === name) ?? metrics.find(each => each.toLowerCase() === name.toLowerCase());
	if (found !== undefined) return found;
	throw unknownName('record', `record: metric "${shortened(name)}"`, name, metrics);
}

/** What a recorder records, for people: `W of 100 nodes every 10t`. */
export function describeRecorder({spec, nodes, variables, metrics}: RecorderPlan, model: Model): string {
	const every =
		'ticks' in spec.every
			? spec.every.ticks === 1
				? 'every tick'
				: `every ${spec.every.ticks} ticks`
			: `every ${spec.every.seconds} s`;
	if (metrics.length > 0) return `${metrics.join(', ')} ${every}`;
	const names = variables.map(v => model.variables[v]?.name ?? '').join(', ');
	const where = nodes.length === 1 ? 'one node' : `${nodes.length} nodes`;
	const what = spec.crossing
		? `crossings of ${names} ${spec.crossing.side} ${spec.crossing.level} in ${where}`
		: `${names} of ${where}`;
	return `${what} ${every}`;
}
