import os from 'node:os';
import process from 'node:process';
import type {CommandModule} from 'yargs';
import {ConnectopError} from '../base/errors.ts';
import {version} from '../base/version.ts';
import {type BenchRow, bench} from '../run/bench.ts';

/** `connectop bench`: what a tick costs on this machine. */
export const benchCommand: CommandModule = {
	command: 'bench',
	describe: 'measure what a tick costs on this machine',
	builder: yargs =>
		yargs
			.option('neurons', {
				type: 'string',
				requiresArg: true,
				default: '1000,10000,100000',
				describe: 'sizes, separated by commas',
			})
			.option('json', {type: 'boolean', describe: 'one JSON object on stdout'})
			.example('$0 bench --json', 'figures for a script')
			.example('$0 bench --neurons 1000000', 'one large graph'),
	handler(args) {
		const sizes = String(args['neurons']).split(',').map(readSize);
		const machine = {
			version,
			node: process.version,
			cpu: os.cpus()[0]?.model ?? 'unknown',
			threads: os.availableParallelism(),
		};
		const rows = sizes.map(bench);
		process.stdout.write(args['json'] === true ? `${JSON.stringify({...machine, rows})}\n` : table(machine, rows));
	},
};

function readSize(text: string): number {
	const size = Number(text);
	if (Number.isInteger(size) && size >= 2 && size <= 16_000_000) return size;
	throw new ConnectopError(
		'usage',
		'option',
		`--neurons ${text}: use whole numbers from 2 to 16000000, separated by commas`,
	);
}

interface Machine {
	readonly version: string;
	readonly node: string;
	readonly cpu: string;
	readonly threads: number;
}

const columns: ReadonlyArray<readonly [title: string, value: (row: BenchRow) => string]> = [
	['nodes', row => row.nodes.toLocaleString('en')],
	['edges', row => row.entries.toLocaleString('en')],
	['build ms', row => row.buildMs.toFixed(0)],
	['noise ms', row => row.noiseMs.toFixed(3)],
	['step ms', row => row.stepMs.toFixed(3)],
	['metrics ms', row => row.metricsMs.toFixed(3)],
	['digest ms', row => row.digestMs.toFixed(3)],
];

function table({version: of, node, cpu, threads}: Machine, rows: readonly BenchRow[]): string {
	const line = (cells: readonly string[]) => cells.map(each => each.padStart(12)).join('');
	const head = `connectop ${of}, Node ${node}, ${cpu}, ${threads} threads; cpu kernel, knn k 12, medians`;
	return [
		head,
		line(columns.map(([title]) => title)),
		...rows.map(row => line(columns.map(([, value]) => value(row)))),
		'',
	].join('\n');
}
