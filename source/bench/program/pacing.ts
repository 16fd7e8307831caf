import {basename} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {attachRun} from '../../server/remote/attach.ts';
import {type Measure, runOf} from './program.ts';
import {counterOf, documentOf} from './records.ts';
import {frameEnds} from './start-up.ts';

const [nodes, hz] = [100_000, 50];

/** How well a rate is kept: ticks that were missed, and how late 99 of 100 ticks are at most. */
export const pacing: Measure = async ({start, told, quick, terminal}) => {
	const seconds = quick ? 8 : 60;
	told(`${hz} Hz for ${seconds} s`);
	const args = ['--neurons', String(nodes), '--hz', String(hz), '--duration', String(seconds)];
	const run = start(terminal ? args : [...args, '--no-ui'], {screen: terminal});
	await run.when(terminal ? frameEnds : '\n');
	await delay(1000 * seconds - 2500);
	const path = runOf(run.folder);
	const remote = await attachRun({id: basename(path), path}, {fps: 1, readOnly: true, whenDead: 'end'});
	const {status} = remote.frame();
	remote.detach();
	await run.ended;
	const document = documentOf(run.folder);
	return [
		{
			id: 'missed',
			title: `ticks missed in ${seconds} s at ${hz} Hz`,
			value: counterOf(document, 'missed'),
			unit: 'ticks',
			nodes,
			samples: document.lastTick,
			samplesOf: 'ticks',
			promise: {atMost: 0},
		},
		{
			id: 'lateness-p99',
			title: `lateness of 99 % of the ticks at ${hz} Hz`,
			value: status.latenessP99Ms,
			unit: 'ms',
			nodes,
			samples: status.tick,
			samplesOf: 'ticks',
			promise: {atMost: 5},
		},
	];
};
