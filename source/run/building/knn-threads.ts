import {once} from 'node:events';
import {Worker} from 'node:worker_threads';
import type {Report} from '../../base/progress.ts';
import type {Graph} from '../../connectome/graph.ts';
import {knnEdges, knnGraph, knnSteps, knnWork} from '../../connectome/knn.ts';
import type {KnnOrder, KnnTask} from './knn-task.ts';
import {allocateShared} from './shared-memory.ts';

/** Time between two reports, ms. */
const reportEveryMs = 100;

/**
Builds a graph of nearest neighbours in threads; the arrays are shared memory. The same graph as `knn` gives, whatever the number
of threads. This thread stays free: it hears signals.
*/
export async function knnByThreads(
	n: number,
	k: number,
	seed: number,
	threads: number,
	report?: Report,
): Promise<Graph> {
	// A last claim of each thread goes beyond the end: there is room up to 2³¹
	const claims = new Int32Array(allocateShared(4));
	const work = knnWork(n, k, seed, allocateShared);
	const file = import.meta.url.endsWith('.ts') ? './knn-worker.ts' : './knn-worker.js';
	const task: KnnTask = {work, claims, threads};
	const workers = Array.from({length: threads}, () => new Worker(new URL(file, import.meta.url), {workerData: task}));
	const all = knnSteps.reduce((sum, {share}) => sum + share, 0);
	let [step, before] = [0, 0];
	const tell = () => {
		const share = knnSteps[step]?.share ?? 0;
		const part = Math.min(1, Atomics.load(claims, 0) / n);
		report?.({
			task: `building knn k ${k}`,
			done: Math.round(((before + share * part) / all) * n),
			total: n,
			unit: 'nodes',
		});
	};
	tell();
	const timer = setInterval(tell, reportEveryMs);
	try {
		for (; step < knnSteps.length; step++) {
			if (step === knnSteps.length - 1) work.edges = knnEdges(work, allocateShared);
			Atomics.store(claims, 0, 0);
			const order: KnnOrder = {step, edges: work.edges};
			const doing = knnSteps[step]?.divided === 'whole' ? workers.slice(0, 1) : workers;
			await Promise.all(doing.map(worker => carryOut(worker, order)));
			before += knnSteps[step]?.share ?? 0;
		}
		tell();
		return knnGraph(work);
	} finally {
		clearInterval(timer);
		await Promise.all(workers.map(worker => worker.terminate()));
	}
}

/** Rejects when the thread fails or ends by itself. */
async function carryOut(worker: Worker, order: KnnOrder): Promise<void> {
	const ended = new AbortController();
	try {
		worker.postMessage(order);
		await Promise.race([
			once(worker, 'message', ended),
			once(worker, 'exit', ended).then(([code]) => {
				throw new Error(`a thread that builds the graph stopped before it was done (exit code ${code})`);
			}),
		]);
	} finally {
		ended.abort();
	}
}
