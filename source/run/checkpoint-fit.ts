import type {Csr} from '../base/csr.ts';
import {ConnectopError} from '../base/errors.ts';
import type {Graph} from '../connectome/graph.ts';
import type {Model} from '../dynamics/model.ts';
import {type Checkpoint, graphOfCheckpoint} from '../records/checkpoint.ts';

/** What a checkpoint is to go on with. */
export interface Fit {
	readonly graph: Graph;
	/** The graph did not come from the checkpoint. */
	readonly ownGraph: boolean;
	readonly model: Model;
	readonly force: boolean;
}

/**
Compares a checkpoint with the graph and the model it is to go on with. Throws `checkpoint-fit` at the first difference, unless forced: then
returns what each difference means, a line each.
*/
export async function checkFit(checkpoint: Checkpoint, fit: Fit): Promise<readonly string[]> {
	const notes: string[] = [];
	for await (const {what, forced} of differences(checkpoint, fit)) {
		const said = `${checkpoint.path} ${what}`;
		if (!fit.force) throw new ConnectopError('invalid', 'checkpoint-fit', `${said}; --force ${forced}`);
		notes.push(`${said}: --force ${forced}`);
	}
	return notes;
}

interface Difference {
	readonly what: string;
	readonly forced: string;
}

async function* differences(checkpoint: Checkpoint, {graph, ownGraph, model}: Fit): AsyncGenerator<Difference> {
	const {state} = checkpoint;
	const nodes = state.stimulus.length;
	const lacking = model.variables.map(each => each.name).filter(name => !(name in state.variables));
	if (checkpoint.model !== model.id) {
		yield {
			what: `was saved by the model ${checkpoint.model}, not ${model.id}`,
			forced: 'takes over the variables that both have',
		};
	}
	if (lacking.length > 0) {
		yield {what: `has no variable ${lacking.join(', ')}`, forced: `begins ${lacking.join(', ')} as a new run does`};
	}
	if (nodes !== graph.n) {
		const rest = nodes < graph.n ? 'begins the other nodes as a new run does' : 'leaves the other nodes out';
		yield {
			what: `has ${nodes} nodes and the graph ${graph.n}`,
			forced: `takes over the first ${Math.min(nodes, graph.n)} and ${rest}`,
		};
	} else if (ownGraph) {
		const saved = await graphOfCheckpoint(checkpoint);
		if (!sameCouplings(saved, graph))
			yield {
				what: `was saved on another graph, ${saved.title}, and not on this one, ${graph.title}`,
				forced: 'takes it over node by node',
			};
	}
}

function sameCouplings(a: Csr, b: Csr): boolean {
	return (['rowPtr', 'colIdx', 'weight'] as const).every(name => sameNumbers(a[name], b[name]));
}

/** A loop, since there may be a hundred million of them. */
function sameNumbers(a: Int32Array | Float32Array, b: Int32Array | Float32Array): boolean {
	if (a.length !== b.length) return false;
	for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
	return true;
}
