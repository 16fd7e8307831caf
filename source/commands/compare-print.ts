import process from 'node:process';
import {exitCodes} from '../base/errors.ts';
import {bytes} from '../draw/number.ts';
import {findRun, type RunDirectory} from '../records/run-directory.ts';
import {chosenMetrics} from '../run/compare/chosen-metrics.ts';
import {compareRuns} from '../run/compare/compare-runs.ts';
import type {Comparison} from '../run/compare/comparison.ts';
import {originOf} from '../run/compare/origin.ts';
import {type Look, readLook} from '../ui/look.ts';
import type {Arguments} from './arguments.ts';
import type {CompareRequest} from './compare-options.ts';
import type {ComparisonFile} from './compare-picture.ts';
import {comparisonText} from './compare-text.ts';
import {showProgress} from './replay-progress.ts';
import {endOnSignals, openOutput} from './tail-output.ts';

/** Points of a curve: as many as a wide picture has pixels to show. */
const points = 1000;

/** Compares two runs and prints what came of it; the exit code. Throws ConnectopError when they can't be compared. */
export async function printComparison(request: CompareRequest, args: Arguments, cwd: string): Promise<number> {
	const look = readLook(args, process.env, process.stdout);
	const runs = await bothRuns(request, cwd);
	const file = await fileFor(request, runs);
	endOnSignals(() => file?.abandon());
	const progress = showProgress(process.stderr);
	try {
		const {at, nodes, metricsOnly} = request;
		const found = await compareRuns(...runs, {at, nodes, metricsOnly, points, progress: progress.show});
		progress.clear();
		const names = found.metrics.curves.map(({name}) => name);
		const metrics = chosenMetrics(request.metrics, names);
		const size = await file?.draw(found, metrics);
		if (size !== undefined)
			process.stderr.write(`connectop: wrote ${request.output}: the curves of both runs, ${bytes(size)}\n`);
		await print(found, request, {look, metrics});
		return request.check && found.verdict !== 'equal' ? exitCodes.unverified : 0;
	} finally {
		progress.clear();
		file?.abandon();
	}
}

async function print(
	found: Comparison,
	request: CompareRequest,
	{look, metrics}: {readonly look: Look; readonly metrics: readonly string[]},
): Promise<void> {
	const out = openOutput();
	const width = process.stdout.columns ?? (Number(process.env['COLUMNS']) || 100);
	// What is equal needs no curve, unless it was asked for.
	const differs = (name: string) => found.metrics.metrics.find(each => each.name === name)?.largest !== 0;
	const drawn = request.metrics.length > 0 ? metrics : metrics.filter(differs);
	await out.write(
		request.json ? `${JSON.stringify(found)}\n` : comparisonText(found, {look: look.theme, width, metrics: drawn}),
	);
}

async function fileFor(
	{output, force}: CompareRequest,
	runs: readonly RunDirectory[],
): Promise<ComparisonFile | undefined> {
	if (output === undefined) return undefined;
	const {openComparisonFile} = await import('./compare-picture.ts');
	return openComparisonFile(output, force, runs);
}

async function bothRuns({run, other}: CompareRequest, cwd: string): Promise<readonly [RunDirectory, RunDirectory]> {
	const first = await findRun(run, cwd);
	return other === undefined ? [await originOf(first, cwd), first] : [first, await findRun(other, cwd)];
}
