import {ConnectopError} from '../../base/errors.ts';
import {randomEdgeCount, randomNodes} from '../random-edges.ts';
import type {BenchFigure} from '../report.ts';
import type {Measure, Program} from './program.ts';
import {randomGraph} from './random-graph.ts';
import {logRows} from './records.ts';

/** By then the field is stable and so is what metrics have to keep up. */
const settledTicks = 300;

/**
Ticks a second with everything on: step, noise, all metrics every tick, logs, pictures, checkpoints, and a screen at 4 frames a second where a terminal can be had. Counted
from tick 300 on.
*/
export const sustained: Measure = async program => {
	const small = await rate(program, 100_000, ['--neurons', '100000'], program.quick ? 8 : 20, 250);
	if (program.quick) return [small];
	return [small, await rate(program, 1_000_000, ['--neurons', '1000000'], 60, 30)];
};

/** The same on a graph of the size of a fly's brain, after it was loaded from a file of edges. */
export const sustainedOnFile: Measure = async program => {
	if (program.quick) return [];
	program.told('writing 15 million random edges');
	const file = randomGraph(program.scene.folder);
	const edges = randomEdgeCount;
	const args = ['--graph', file, '--unweighted'];
	program.told('loading 15 million edges');
	const {when, ended} = program.start([...args, '--no-ui', '--steps', '1']);
	const loaded = await when('\n');
	await ended;
	const load: BenchFigure = {
		id: 'load-csv',
		title: 'from the command to the first record, 15 million edges of a CSV',
		value: loaded / 1000,
		unit: 's',
		nodes: randomNodes,
		edges,
		samples: 1,
		samplesOf: 'runs',
		promise: {atMost: 20},
	};
	return [load, {...(await rate(program, randomNodes, args, 20, 80)), id: 'sustained-file', edges}];
};

async function rate(
	{start, told, terminal}: Program,
	nodes: number,
	graph: readonly string[],
	seconds: number,
	atLeast: number,
): Promise<BenchFigure> {
	told(`everything on, ${nodes.toLocaleString('en')} nodes`);
	const args = [...graph, '--hz', '1000', '--measure-every', '1', '--audit-every', '50', '--duration', String(seconds)];
	const {ended, folder} = start(terminal ? args : [...args, '--no-ui'], {screen: terminal});
	await ended;
	const rows = logRows(folder, 'metrics').filter(({tick}) => tick >= settledTicks);
	const [first, last] = [rows[0], rows.at(-1)];
	if (!first || !last || last.tick === first.tick)
		throw new ConnectopError('failed', 'bench-program', `tick ${settledTicks} was not passed in ${seconds} s`);
	const value = ((last.tick - first.tick) * 1000) / (Date.parse(last.ts) - Date.parse(first.ts));
	const title = `everything on${terminal ? ', with the screen' : ', no terminal for a screen'}`;
	return {
		id: 'sustained',
		title,
		value,
		unit: 'ticks/s',
		nodes,
		samples: last.tick - first.tick,
		samplesOf: 'ticks',
		promise: {atLeast},
	};
}
