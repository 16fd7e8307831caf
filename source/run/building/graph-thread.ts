import {Worker} from 'node:worker_threads';
import {ConnectopError} from '../../base/errors.ts';
import type {Report} from '../../base/progress.ts';
import type {GraphAnswer, GraphTask} from './graph-task.ts';

type Result = Exclude<GraphAnswer, {type: 'progress' | 'failed'}>;

/** Builds a graph in a thread of its own, so that this one stays free to hear signals. Rejects with what is wrong with it. */
export function inGraphThread(task: GraphTask, report?: Report): Promise<Result> {
	const file = import.meta.url.endsWith('.ts') ? './graph-worker.ts' : './graph-worker.js';
	const worker = new Worker(new URL(file, import.meta.url), {workerData: task});
	return new Promise((resolve, reject) => {
		worker.on('message', (answer: GraphAnswer) => {
			if (answer.type === 'progress') return report?.(answer.progress);
			if (answer.type === 'failed') return reject(new ConnectopError(answer.kind, answer.code, answer.message));
			return resolve(answer);
		});
		worker.once('messageerror', reject);
		worker.once('error', reject);
		worker.once('exit', code => reject(new Error(`the graph's thread stopped before it was done (exit code ${code})`)));
	});
}
