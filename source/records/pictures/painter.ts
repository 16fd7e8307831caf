import {Worker} from 'node:worker_threads';
import {ConnectopError, messageOf} from '../../base/errors.ts';
import type {PictureGraph} from './data.ts';
import type {PictureJob, PictureMade, Reply, Request} from './messages.ts';
import {ownArrays} from './own-arrays.ts';

/** Draws pictures in a thread of its own, one at a time. */
export interface Painter {
	/** The graph of the connectomes to come. Its arrays are shared where they are shared memory, else copied once. */
	graph(graph: PictureGraph): void;
	/**
	Draws and writes a picture. The painter owns the job's arrays from here on: those that are not shared memory are moved to the thread.
	While a picture waits, a newer one for the same file takes its place, and both promises stand for the newer one. Rejects with
	ConnectopError (`picture-failed`, or `picture-library` when the rasteriser is not installed); the next job is tried again.
	*/
	paint(job: PictureJob): Promise<PictureMade>;
	/** A picture is being drawn or waits. */
	readonly busy: boolean;
	/** Pictures that were never drawn because a newer one took their place. */
	readonly skipped: number;
	/** Draws what it was given and ends the thread. Later jobs are rejected. */
	close(): Promise<void>;
}

interface Pending {
	readonly job: PictureJob;
	/** Everyone who waits for this picture. */
	readonly waiters: ReadonlyArray<{resolve(made: PictureMade): void; reject(error: unknown): void}>;
}

/**
The rasteriser's pixels, megabytes each, are freed when the garbage collector meets their handles. A small nursery makes it look often:
at N = 10⁴ the process then holds some 50 MB less after thirty pictures.
*/
const resourceLimits = {maxYoungGenerationSizeMb: 4};

/** A thread with the rasteriser in it holds some 50 MB, and takes a tenth of a second to start. */
const idleMs = 500;

/** A painter. Its thread starts with a picture that is due, ends soon after the last one, and does not keep an idle process alive. */
export function createPainter(): Painter {
	const waiting = new Map<string, Pending>();
	let current: (Pending & {readonly id: number}) | undefined;
	let worker: Worker | undefined;
	let graph: PictureGraph | undefined;
	let [graphSent, lastId, skipped] = [false, 0, 0];
	let closing: Promise<void> | undefined;
	let whenIdle: (() => void) | undefined;
	let ending: NodeJS.Timeout | undefined;

	function next(): void {
		if (current !== undefined) return;
		clearTimeout(ending);
		const [first] = waiting;
		if (first === undefined) {
			worker?.unref();
			ending = setTimeout(() => void end(), idleMs).unref();
			whenIdle?.();
			return;
		}
		const [file, pending] = first;
		waiting.delete(file);
		current = {...pending, id: ++lastId};
		try {
			send(current.id, pending.job);
		} catch (error) {
			settle(failure(messageOf(error), 'picture-failed', error));
		}
	}

	function send(id: number, job: PictureJob): void {
		worker ??= start();
		worker.ref();
		if (job.kind === 'connectome' && graph !== undefined && !graphSent) {
			post(worker, {kind: 'graph', graph});
			graphSent = true;
		}
		const {data, transfer} = ownArrays(job.data);
		post(worker, {...job, id, data} as Request, transfer);
	}

	function start(): Worker {
		const entry = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './picture-worker.js', import.meta.url);
		const started = new Worker(entry, {resourceLimits});
		started.on('message', (reply: Reply) => {
			if (reply.id !== current?.id) return;
			settle('error' in reply ? failure(reply.error, reply.code) : {ms: reply.ms, bytes: reply.bytes});
		});
		started.on('error', error => lost(started, messageOf(error), error));
		started.on('exit', () => lost(started, 'the drawing thread ended'));
		return started;
	}

	/** A thread that died, out of memory perhaps: its picture fails, the next one gets a new thread. */
	function lost(dead: Worker, message: string, cause?: unknown): void {
		if (worker !== dead) return;
		worker = undefined;
		graphSent = false;
		settle(failure(message, 'picture-failed', cause));
	}

	function settle(result: PictureMade | ConnectopError): void {
		const waiters = current?.waiters ?? [];
		current = undefined;
		for (const waiter of waiters) {
			if (result instanceof ConnectopError) waiter.reject(result);
			else waiter.resolve(result);
		}
		next();
	}

	/** Ends the thread; this is no loss. */
	async function end(): Promise<void> {
		const last = worker;
		worker = undefined;
		graphSent = false;
		await last?.terminate();
	}

	async function finish(): Promise<void> {
		if (current !== undefined || waiting.size > 0) {
			await new Promise<void>(resolve => {
				whenIdle = resolve;
			});
		}
		clearTimeout(ending);
		await end();
	}

	return {
		graph({n, x, y, rowPtr, colIdx, weight, unit, directed}) {
			graph = {n, x, y, rowPtr, colIdx, weight, unit, directed};
			graphSent = false;
		},
		paint(job) {
			if (closing !== undefined)
				return Promise.reject(failure(`${job.file} was asked for after the painter had closed`, 'picture-failed'));
			return new Promise((resolve, reject) => {
				const before = waiting.get(job.file);
				if (before !== undefined) skipped++;
				waiting.set(job.file, {job, waiters: [...(before?.waiters ?? []), {resolve, reject}]});
				next();
			});
		},
		get busy() {
			return current !== undefined || waiting.size > 0;
		},
		get skipped() {
			return skipped;
		},
		close() {
			closing ??= finish();
			return closing;
		},
	};
}

const post = (worker: Worker, request: Request, transfer: ArrayBuffer[] = []): void =>
	worker.postMessage(request, transfer);

const failure = (message: string, code: string, cause?: unknown): ConnectopError =>
	new ConnectopError(
		code === 'picture-library' ? 'invalid' : 'failed',
		code,
		message,
		cause === undefined ? undefined : {cause},
	);
