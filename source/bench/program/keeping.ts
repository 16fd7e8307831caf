import {ConnectopError} from '../../base/errors.ts';
import type {BenchFigure} from '../report.ts';
import {median} from '../statistics.ts';
import {type Measure, runOf} from './program.ts';
import {counterOf, documentOf, type LogRow, logRows} from './records.ts';

/** Checkpoints of a run at 10 Hz, saved while it goes on, and going on from the last of them. */
export const keeping: Measure = async ({start, told, quick}) => {
	const nodes = quick ? 100_000 : 1_000_000;
	told('checkpoints');
	const args = ['--neurons', String(nodes), '--hz', '10', '--checkpoint-every', '3', '--duration', '14', '--no-ui'];
	const {folder, ended} = start(args);
	await ended;
	const saved = saveFigures(logRows(folder, 'events'), documentOf(folder), nodes);
	told('going on from a checkpoint');
	const resumed = start(['--resume', runOf(folder), '--steps', '1', '--no-ui'], {folder});
	const first = await resumed.when('\n');
	await resumed.ended;
	return [
		...saved,
		{
			id: 'resume',
			title: 'from --resume to the first record',
			value: first / 1000,
			unit: 's',
			nodes,
			samples: 1,
			samplesOf: 'runs',
			promise: {atMost: 3},
		},
	];
};

/** What a run says of the checkpoints that it saved while it went on. Throws `bench-program` when there is none, or nobody counted what was missed. */
export function saveFigures(
	events: readonly LogRow[],
	document: Parameters<typeof counterOf>[0],
	nodes: number,
): BenchFigure[] {
	const saves = events.filter(({kind, data}) => kind === 'checkpoint' && data?.['why'] !== 'end');
	const times = saves.map(({data}) => Number(data?.['ms'])).filter(Number.isFinite);
	if (times.length === 0) throw new ConnectopError('failed', 'bench-program', 'no checkpoint was saved on the way');
	return [
		{
			id: 'checkpoint',
			title: 'checkpoint in the background, verified',
			value: median(times) / 1000,
			unit: 's',
			nodes,
			samples: times.length,
			samplesOf: 'checkpoints',
			promise: {atMost: 2},
		},
		{
			id: 'checkpoint-missed',
			title: `ticks missed at 10 Hz during ${saves.length} checkpoints`,
			value: counterOf(document, 'missed'),
			unit: 'ticks',
			nodes,
			samples: 1,
			samplesOf: 'runs',
			promise: {atMost: 0},
		},
	];
}
