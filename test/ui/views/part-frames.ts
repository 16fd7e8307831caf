import type {Graph} from '../../../source/connectome/graph.ts';
import {degreesOf} from '../../../source/connectome/node-degrees.ts';
import type {PartLook} from '../../../source/run/graph-part.ts';
import type {Frame} from '../../../source/run/protocol.ts';
import {makePart} from '../../../source/server/graph-part.ts';
import {nodeReport} from '../../../source/server/node-report.ts';
import {createPartStructure, type PartStructure} from '../../../source/ui/views/part-structure.ts';
import {frameOf} from './frames.ts';

/** A run that keeps its graph, and a screen's end of it. */
export function partRun(graph: Graph): {
	readonly structure: PartStructure;
	/** What the run sends of a field to who draws `look`. */
	frame(look: PartLook | undefined, field: Float32Array, watched?: readonly number[], rest?: Partial<Frame>): Frame;
	learn(node: number): void;
} {
	const {n, directed, names} = graph;
	const structure = createPartStructure({n, directed, named: names !== undefined});
	const parts = new Map<string, ReturnType<typeof makePart>>();
	return {
		structure,
		learn: node => structure.learn(nodeReport(graph, node)),
		frame(look, field, watched = [], rest = {}) {
			if (!look) return frameOf({...rest, field: new Float32Array(0)});
			const name = JSON.stringify(look);
			const made = parts.get(name) ?? makePart(graph, undefined, degreesOf(graph), look);
			parts.set(name, made);
			const values = new Float32Array(made.size);
			made.valuesOf(field, values);
			const now = {nodes: watched, values: watched.map(node => field[node] ?? Number.NaN)};
			return frameOf({...rest, field: values, part: made.part, watched: now});
		},
	};
}
