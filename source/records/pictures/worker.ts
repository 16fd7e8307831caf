import {parentPort} from 'node:worker_threads';
import {ConnectopError, messageOf} from '../../base/errors.ts';
import {connectomeSvg} from './connectome.ts';
import {dashboardSvg} from './dashboard.ts';
import type {PictureGraph} from './data.ts';
import type {PictureJob, PictureMade, Reply, Request} from './messages.ts';
import {rasteriser} from './rasterise.ts';
import {replaceFile} from './replace-file.ts';

// Entry of the thread that draws. Started by painter.ts; it gets `Request`s one at a time and answers each job with a `Reply`.

let graph: PictureGraph | undefined;
let loaded: ReturnType<typeof rasteriser> | undefined;

parentPort?.on('message', (request: Request) => {
	if (request.kind === 'graph') graph = request.graph;
	else void answer(request.id, request);
});

async function answer(id: number, job: PictureJob): Promise<void> {
	const reply: Reply = await make(job).then(
		made => ({id, ...made}),
		(error: unknown) => ({
			id,
			error: messageOf(error),
			code: error instanceof ConnectopError ? error.code : 'picture-failed',
		}),
	);
	parentPort?.postMessage(reply);
}

async function make(job: PictureJob): Promise<PictureMade> {
	const start = performance.now();
	loaded ??= rasteriser();
	const rasterise = await loaded;
	const png = rasterise(svgOf(job)).png();
	await replaceFile(job.file, png);
	return {ms: performance.now() - start, bytes: png.length};
}

function svgOf(job: PictureJob): string {
	if (job.kind === 'dashboard') return dashboardSvg(job.data);
	if (graph === undefined)
		throw new ConnectopError('failed', 'picture-failed', 'a connectome was to be drawn before its graph was known');
	const field = job.data.field.slice(); // It may be shared with the running engine: a copy keeps the whole picture at one moment.
	if (field.length !== graph.n) {
		throw new ConnectopError(
			'failed',
			'picture-failed',
			`a field of ${field.length} values does not fit a graph of ${graph.n} nodes`,
		);
	}
	return connectomeSvg({...job.data, field, graph});
}
