import {parentPort, workerData} from 'node:worker_threads';
import {ConnectopError} from '../../base/errors.ts';
import type {Progress} from '../../base/progress.ts';
import {type GraphAnswer, type GraphTask, generateShared, loadShared} from './graph-task.ts';

/** Time between two reports of one task, ms. */
const reportEveryMs = 100;

const tell = (answer: GraphAnswer) => parentPort?.postMessage(answer);

let told = {task: '', at: 0};
function report(progress: Progress): void {
	const at = performance.now();
	if (progress.task === told.task && at - told.at < reportEveryMs) return;
	told = {task: progress.task, at};
	tell({type: 'progress', progress});
}

try {
	const task = workerData as GraphTask;
	if (task.type === 'topology') tell({type: 'generated', graph: generateShared(task, report)});
	else tell({type: 'loaded', loaded: loadShared(task, report, () => performance.now())});
} catch (error) {
	if (!(error instanceof ConnectopError)) throw error;
	const {kind, code, message} = error;
	tell({type: 'failed', kind, code, message});
}
