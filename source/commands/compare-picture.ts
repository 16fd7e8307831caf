import {existsSync, realpathSync} from 'node:fs';
import {dirname} from 'node:path';
import {ConnectopError} from '../base/errors.ts';
import {openExportTarget} from '../records/export-target.ts';
import {comparisonSvg} from '../records/pictures/comparison.ts';
import {rasteriser} from '../records/pictures/rasterise.ts';
import type {RunDirectory} from '../records/run-directory.ts';
import type {Comparison} from '../run/compare/comparison.ts';
import {differenceText, verdictText} from './compare-verdict.ts';

/** A PNG file of two runs' curves that is being made. */
export interface ComparisonFile {
	/** Draws the curves of these metrics; the file's size in bytes. Throws `picture-library`, `disk-full` and `write-failed`. */
	draw(found: Comparison, metrics: readonly string[]): Promise<number>;
	/** Removes what there is of it, unless it is whole. */
	abandon(): void;
}

/** Opens the file, so that what is wrong with its name is said before anything is compared. Throws what `openExportTarget` throws, and for a file of `runs`' own. */
export async function openComparisonFile(
	output: string,
	force: boolean,
	runs: readonly RunDirectory[],
): Promise<ComparisonFile> {
	const owner = existsSync(output) ? realpathSync(dirname(output)) : undefined;
	if (runs.some(({path}) => realpathSync(path) === owner))
		throw new ConnectopError('usage', 'output', `-o ${output}: is a file of the run's own; give another name`);
	const target = await openExportTarget(output, force);
	return {
		async draw(found, metrics) {
			const rasterise = await rasteriser();
			await target.write(rasterise(pictureOf(found, metrics)).png());
			return target.finish();
		},
		abandon: target.abandon,
	};
}

/** SVG text. */
function pictureOf(found: Comparison, metrics: readonly string[]): string {
	const curves = metrics.flatMap(name => {
		const curve = found.metrics.curves.find(each => each.name === name);
		if (!curve || curve.tick.length === 0) return [];
		const compared = found.metrics.metrics.find(each => each.name === name);
		return [
			{
				name,
				tick: Float64Array.from(curve.tick),
				a: numbers(curve.a),
				b: numbers(curve.b),
				difference: differenceText(compared).replace(/^up to /, ''), // beside a heading there is less room
			},
		];
	});
	const {a, b, states} = found;
	return comparisonSvg({
		a: `A  ${a.id}`,
		b: `B  ${b.id}`,
		verdict: verdictText(found),
		mark: states?.firstDiffering,
		curves,
	});
}

const numbers = (values: readonly (number | null)[]): Float64Array =>
	Float64Array.from(values, value => value ?? Number.NaN);
