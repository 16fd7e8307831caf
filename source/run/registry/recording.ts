import {z} from 'zod';
import {ConnectopError} from '../../base/errors.ts';
import type {RecorderSetting} from '../protocol.ts';
import {forecastInWords} from '../recording/forecast.ts';
import {longestSpec} from '../recording/limits.ts';
import {describeRecorder, newRecorder, planRecorder} from '../recording/plan.ts';
import {withRecorders} from '../recording/with-recorders.ts';
import {command} from './command.ts';

/** Adds a recorder. The main thread looks beforehand whether the disk has room for it, and opens its file. */
export const recordCommand = command({
	id: 'record',
	title: 'write values of chosen nodes, or metrics, to a file of their own',
	risk: 'steer',
	parameters: z.strictObject({
		spec: z
			.string()
			.min(1)
			.max(longestSpec)
			.describe("what, how often and where to: 'nodes=0-99,AVAL var=W every=10t to=npy'"),
	}),
	example: {spec: 'nodes=0-99 var=W every=10t to=npy'},
	handler(run, {spec}) {
		const there = run.settings.recorders ?? [];
		const added = newRecorder(spec, there, run);
		const what = describeRecorder(planRecorder(added, run), run.model);
		run.configure(withRecorders(run.settings, [...there, added]));
		const {hz} = run.settings;
		return {message: `${added.name}: ${what}, ${forecastInWords(added, hz)}`, data: {...added}};
	},
});

export const unrecordCommand = command({
	id: 'unrecord',
	title: 'end a recorder, or all of them; the files stay',
	risk: 'steer',
	parameters: z.strictObject({
		name: z.string().max(64).optional().describe('name of the recorder; all when left out'),
	}),
	example: {name: 'W'},
	handler(run, {name}) {
		const there = run.settings.recorders ?? [];
		if (there.length === 0 && name === undefined) return 'nothing is recorded';
		const ended = there.filter(each => name === undefined || each.name === name);
		if (ended.length === 0) throw unknownRecorder(String(name), there);
		run.configure(
			withRecorders(
				run.settings,
				there.filter(each => !ended.includes(each)),
			),
		);
		return `ended ${ended.map(each => each.name).join(', ')}`;
	},
});

function unknownRecorder(name: string, there: readonly RecorderSetting[]): ConnectopError {
	const known = there.length === 0 ? 'there are none' : `there are ${there.map(each => each.name).join(', ')}`;
	return new ConnectopError('usage', 'record', `recorder ${name} does not exist; ${known}`);
}
