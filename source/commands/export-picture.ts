import {basename, join} from 'node:path';
import {ConnectopError} from '../base/errors.ts';
import {count} from '../draw/number.ts';
import {builtInModels} from '../dynamics/models.ts';
import {graphOfCheckpoint, type SavedState} from '../records/checkpoint.ts';
import {checkpointAt} from '../records/export-checkpoint.ts';
import {logRows} from '../records/export-rows.ts';
import {logNames} from '../records/follow-names.ts';
import {connectomeSize, connectomeSvg} from '../records/pictures/connectome.ts';
import {dashboardSize, dashboardSvg} from '../records/pictures/dashboard.ts';
import type {PictureSize} from '../records/pictures/data.ts';
import {rasteriser} from '../records/pictures/rasterise.ts';
import {type RunDocument, readRunDocument} from '../records/run-document.ts';
import {createSeries} from '../run/series.ts';
import {secondsPerTick} from '../run/step-plan.ts';
import type {ExportJob} from './export-job.ts';

/** Writes a picture of a run as PNG, drawn from its records; a run that goes on is not touched. */
export async function exportPicture(job: ExportJob): Promise<string> {
	const {run, picture, out} = job;
	const document = await readRunDocument(run.path);
	const {svg, told} = await (picture === 'dashboard' ? dashboard : connectome)(job, document);
	const rasterise = await rasteriser();
	await out.write(rasterise(svg).png());
	return told;
}

interface Drawn {
	readonly svg: string;
	readonly told: string;
}

async function connectome(job: ExportJob, {id, checkpoints}: RunDocument): Promise<Drawn> {
	const {run, at, note} = job;
	const checkpoint = await checkpointAt(run.path, checkpoints, at, note);
	const {state, settings, model, path} = checkpoint;
	const {tick, theta} = state;
	const threshold = Number(settings['threshold'] ?? 0);
	const data = {title: id, tick, time: theta * secondsPerTick, threshold, ...fieldOf(state, model)};
	const graph = await graphOfCheckpoint(checkpoint);
	const svg = drawn(job, connectomeSize, size => connectomeSvg({...data, graph}, size));
	return {svg, told: `connectome at tick ${count(tick)} (${basename(path)})`};
}

/** The model's first variable and the range it is shown in. Of a model of the user's own, whose code is not run for this, the range that it has. */
function fieldOf({variables}: SavedState, model: string) {
	const known = builtInModels.find(({id}) => id === model)?.variables[0];
	const [variable = '', field = new Float32Array(0)] =
		Object.entries(variables).find(([name]) => known === undefined || name === known.name) ?? [];
	return {variable, field, shown: known?.shown ?? rangeOf(field)};
}

function rangeOf(values: Float32Array): readonly [number, number] {
	let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (const value of values) {
		if (!Number.isFinite(value)) continue;
		low = Math.min(low, value);
		high = Math.max(high, value);
	}
	return low < high ? [low, high] : [0, 1];
}

async function dashboard(job: ExportJob, document: RunDocument): Promise<Drawn> {
	const {id, model, graph, settings} = document;
	const series = createSeries();
	const last = await addSamples(job, document, series);
	const preset = settings['preset'] === undefined ? '' : `, ${String(settings['preset'])}`;
	const [nodes, edges] = [Number(graph['nodes']), Number(graph['edges'])];
	const subtitle = `${model.title}${preset} · ${nodes} nodes, ${edges} edges`;
	const data = {title: id, subtitle, n: nodes, ...series.columns()};
	const svg = drawn(job, dashboardSize, size => dashboardSvg(data, size));
	return {svg, told: `dashboard up to tick ${count(last)}`};
}

/** Adds the samples of a run, up to the checkpoint that is asked for; the tick of the last one. Throws `log-missing` when there is none. */
async function addSamples(
	{run, at, note}: ExportJob,
	{checkpoints}: RunDocument,
	series: ReturnType<typeof createSeries>,
): Promise<number> {
	const path = join(run.path, logNames.metrics);
	const until = at === undefined ? undefined : (await checkpointAt(run.path, checkpoints, at, note)).state;
	let last: number | undefined;
	for await (const rows of logRows(path)) {
		for (const {row} of rows) {
			const [epoch, tick] = [Number(row['epoch']), Number(row['tick'])];
			if (until && (epoch > until.epoch || (epoch === until.epoch && tick > until.tick))) continue;
			series.add(row as unknown as Parameters<typeof series.add>[0]);
			last = tick;
		}
	}
	if (last !== undefined) return last;
	const where = until ? ` up to tick ${until.tick}` : ' yet';
	throw new ConnectopError('invalid', 'log-missing', `${path}: holds no rows${where}`);
}

/** The size that is asked for; with one side given, the other follows. Undefined: the usual one. */
function askedSize({width, height}: ExportJob, usual: PictureSize): PictureSize | undefined {
	if (width === undefined && height === undefined) return undefined;
	return {
		width: width ?? Math.round((usual.width * (height ?? usual.height)) / usual.height),
		height: height ?? Math.round((usual.height * (width ?? usual.width)) / usual.width),
	};
}

/** Draws a picture at its usual size or, in the shape asked for, a larger one, and scales that: text and lines keep their share of it. */
function drawn(job: ExportJob, usual: PictureSize, draw: (size: PictureSize) => string): string {
	const asked = askedSize(job, usual);
	if (!asked) return draw(usual);
	const scale = Math.max(usual.width / asked.width, usual.height / asked.height);
	const svg = draw({width: asked.width * scale, height: asked.height * scale});
	// The first width and height are those of the document, which has a viewBox.
	return svg.replace(/width="[^"]*" height="[^"]*"/, `width="${asked.width}" height="${asked.height}"`);
}
