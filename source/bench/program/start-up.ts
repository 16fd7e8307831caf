import {median} from '../statistics.ts';
import type {Measure} from './program.ts';

/** What begins a frame on a terminal that can show it in one go, and what ends it. */
export const frameBegins = '\u001b[?2026h';
export const frameEnds = '\u001b[?2026l';

/** From the command to the end of its help. */
export const help: Measure = async ({start, told, quick}) => {
	const times: number[] = [];
	for (let i = 0; i < (quick ? 5 : 9); i++) {
		told('--help');
		const {ended, at} = start(['--help']);
		await ended;
		times.push(performance.now() - at);
	}
	const promise = {atMost: 250};
	return [
		{id: 'help', title: '--help', value: median(times), unit: 'ms', samples: times.length, samplesOf: 'runs', promise},
	];
};

/** From the command to the end of the first picture on a terminal. */
export const firstFrame: Measure = async ({start, told, quick, terminal}) => {
	if (!terminal) return [];
	const times: number[] = [];
	for (let i = 0; i < (quick ? 3 : 9); i++) {
		told('first frame');
		const {when, ended} = start(['--neurons', '1000', '--duration', '0.5'], {screen: true});
		times.push(await when(frameEnds));
		await ended;
	}
	const promise = {atMost: 1000};
	return [
		{
			id: 'first-frame',
			title: 'first frame',
			value: median(times),
			unit: 'ms',
			nodes: 1000,
			samples: times.length,
			samplesOf: 'runs',
			promise,
		},
	];
};
