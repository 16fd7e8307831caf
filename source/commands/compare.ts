import process from 'node:process';
import type {CommandModule} from 'yargs';
import type {Arguments} from './arguments.ts';
import {type CompareRequest, compareOptions, lookOptions, readCompareRequest} from './compare-options.ts';
import {configured} from './configured.ts';

/** `connectop compare A B`: how two runs differ. `finish` is told the exit code. */
export function compareCommand(finish: (code: number) => void): CommandModule {
	return {
		command: 'compare [run] [other]',
		describe: 'tell how two runs differ: parameters, first tick, metrics, nodes',
		builder: yargs =>
			compareOptions(yargs)
				.example('$0 compare 20261120 latest', 'two runs, by what their ids begin with, or their directories')
				.example('$0 compare latest', 'the newest run, a branch, with the one that it came from')
				.example('$0 compare runs/a runs/b -o both.png', 'the curves of their metrics as a picture, too')
				.example('$0 compare runs/a runs/b --metric meanWeight,entropy --nodes 20', 'other curves, more nodes')
				.example('$0 compare runs/a runs/b --at 600', 'the states of tick 600, node by node')
				.example('$0 compare runs/a runs/b --json --check', 'for a script: one JSON object, exit 4 when they differ')
				.epilogue(
					'Compares what the runs have recorded, also while they go on, and changes nothing. Exit codes of compare: 0 compared, whether they are equal or not; with --check 4 unless every state compared is equal; 3 runs on different graphs, or a run not found.',
				),
		handler: async args => finish(await compare(args as Arguments)),
	};
}

function compare(args: Arguments): Promise<number> {
	const request = readCompareRequest(args);
	return configured(
		args,
		({args: all}) => carryOut(request, all),
		lookOptions.map(({name}) => name),
	);
}

async function carryOut(request: CompareRequest, args: Arguments): Promise<number> {
	const {printComparison} = await import('./compare-print.ts');
	return printComparison(request, args, process.cwd());
}
