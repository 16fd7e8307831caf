import process from 'node:process';
import type {CommandModule} from 'yargs';
import type {BenchReport} from '../bench/report.ts';
import {bytes} from '../draw/number.ts';
import {openExportTarget} from '../records/export-target.ts';
import {readLook} from '../ui/look.ts';
import type {Arguments} from './arguments.ts';
import {benchOptions, readBenchRequest} from './bench-options.ts';
import {showProgress} from './progress-display.ts';
import {endOnSignals} from './tail-output.ts';

/** `connectop bench`: what the program costs on this machine, and what others do in the same time. */
export const benchCommand: CommandModule = {
	command: 'bench',
	describe: 'measure what a tick and the program cost on this machine',
	builder: yargs =>
		benchOptions(yargs)
			.example('$0 bench --quick', 'a table in some minutes')
			.example('$0 bench --json -o bench.png', 'everything, for a script, and a picture')
			.example('$0 bench --neurons 1000000 --kernel wasm --baselines c --parts kernels', 'one size beside C'),
	handler: args => bench(args as Arguments),
};

async function bench(args: Arguments): Promise<void> {
	const {request, notes} = readBenchRequest(args);
	const output = args['output'] === undefined ? undefined : String(args['output']);
	const say = (message: string): void => void process.stderr.write(`connectop: ${message}\n`);
	for (const note of notes) say(note);
	const target = output === undefined ? undefined : await openExportTarget(output, args['force'] === true);
	const [{openScene}, {runBench}, {benchTable}] = await Promise.all([
		import('../bench/children.ts'),
		import('../bench/run-bench.ts'),
		import('../bench/table.ts'),
	]);
	const scene = openScene();
	const {theme, reader} = readLook({}, process.env, process.stdout);
	const progress = showProgress(theme.glyphs, reader !== undefined);
	const clear = () => {
		progress.end();
		scene.clear();
		target?.abandon();
	};
	endOnSignals(clear);
	try {
		const report = await runBench(request, scene, progress.report);
		progress.end();
		process.stdout.write(args['json'] === true ? `${JSON.stringify(report)}\n` : benchTable(report));
		if (target) {
			await target.write(await picture(report));
			say(`wrote ${output}: ${bytes(await target.finish())}`);
		}
	} finally {
		clear();
	}
}

async function picture(report: BenchReport): Promise<Uint8Array> {
	const [{benchSvg}, {rasteriser}] = await Promise.all([
		import('../bench/picture.ts'),
		import('../records/pictures/rasterise.ts'),
	]);
	const rasterise = await rasteriser();
	return rasterise(benchSvg(report)).png();
}
