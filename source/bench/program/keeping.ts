import {median} from '../statistics.ts';
import {type Measure, runOf} from './program.ts';
import {documentOf, logRows} from './records.ts';

/** Checkpoints of a run at 10 Hz, saved while it goes on, and going on from the last of them. */
export const keeping: Measure = async ({start, told, quick}) => {
	const nodes = quick ? 100_000 : 1_000_000;
	told('checkpoints');
	const args = ['--neurons', String(nodes), '--hz', '10', '--checkpoint-every', '3', '--duration', '14', '--no-ui'];
	const {folder, ended} = start(args);
	await ended;
	const saves = logRows(folder, 'events').filter(({kind, data}) => kind === 'checkpoint' && data?.['why'] !== 'end');
	const times = saves.map(({data}) => Number(data?.['ms'])).filter(Number.isFinite);
	const {counters} = documentOf(folder);
	told('going on from a checkpoint');
	const resumed = start(['--resume', runOf(folder), '--steps', '1', '--no-ui'], {folder});
	const first = await resumed.when('\n');
	await resumed.ended;
	return [
		...(times.length === 0
			? []
			: [
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
				]),
		{
			id: 'checkpoint-missed',
			title: `ticks missed at 10 Hz during ${saves.length} checkpoints`,
			value: counters['missed'] ?? 0,
			unit: 'ticks',
			nodes,
			samples: 1,
			samplesOf: 'runs',
			promise: {atMost: 0},
		},
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
