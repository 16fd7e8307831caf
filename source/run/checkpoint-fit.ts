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

/** Refuses a checkpoint of another number of nodes, and, unless forced, of another graph or model. Throws `checkpoint-fit`. */
export async function checkFit(checkpoint: Checkpoint, {graph, ownGraph, model, force}: Fit): Promise<void> {
	const {state, path, model: savedModel} = checkpoint;
	const wrong = (what: string) => new ConnectopError('invalid', 'checkpoint-fit', `${path} ${what}`);
	const nodes = state.stimulus.length;
	if (nodes !== graph.n) {
		throw wrong(`has ${nodes} nodes and the graph ${graph.n}; resume on a graph with as many nodes`);
	}
	if (force) return;
	if (savedModel !== model.id) {
		throw wrong(`was saved by the model ${savedModel}, not ${model.id}; --force resumes all the same`);
	}
	if (!ownGraph) return;
	const saved = await graphOfCheckpoint(checkpoint);
	if (sameCouplings(saved, graph)) return;
	throw wrong(
		`was saved on another graph, ${saved.title}, and not on this one, ${graph.title}; --force resumes all the same`,
	);
}

function sameCouplings(a: Csr, b: Csr): boolean {
	return (['rowPtr', 'colIdx', 'weight'] as const).every(name => {
		const [one, other] = [a[name], b[name]];
		return one.length === other.length && one.every((value: number, i: number) => value === other[i]);
	});
}
