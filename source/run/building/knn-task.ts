import {type KnnEdges, type KnnWork, knnSteps} from '../../connectome/knn.ts';

/** What each thread starts with; all its arrays are shared. */
export interface KnnTask {
	readonly work: KnnWork;
	/** [the first node of the step that nobody has taken]. */
	readonly claims: Int32Array;
	readonly threads: number;
}

/** A step to do, with what came about since the start. */
export interface KnnOrder {
	readonly step: number;
	readonly edges: KnnEdges | undefined;
}

/** Nodes that a thread takes at a time. */
const rows = 8192;

/** Takes bands of a step's nodes until all are taken. */
export function doStep({work, claims, threads}: KnnTask, {step, edges}: KnnOrder): void {
	const {n} = work;
	work.edges = edges;
	const todo = knnSteps[step];
	if (!todo) throw new Error(`there is no step ${step}`);
	const width = {whole: n, rows, bands: Math.ceil(n / threads)}[todo.divided];
	for (;;) {
		const from = Atomics.add(claims, 0, width);
		if (from >= n) return;
		todo.run(work, from, Math.min(n, from + width));
	}
}
