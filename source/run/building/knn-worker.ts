import {parentPort, workerData} from 'node:worker_threads';
import {doStep, type KnnOrder, type KnnTask} from './knn-task.ts';

const task = workerData as KnnTask;
parentPort?.on('message', (order: KnnOrder) => {
	doStep(task, order);
	parentPort?.postMessage('done');
});
