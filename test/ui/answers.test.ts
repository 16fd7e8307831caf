import test from 'ava';
import {ConnectopError} from '../../source/base/errors.ts';
import type {RunClient} from '../../source/run/client.ts';
import {answerTo} from '../../source/ui/answers.ts';
import type {Question} from '../../source/ui/state.ts';
import {event} from './views/frames.ts';

const check = {file: 'state_0.npz', ok: true, detail: 'is what was saved'};
const comparison = {a: 'a', b: 'b', variables: {}, settings: []};
const slice = {first: 0, last: 0, at: [], tick: [], epoch: [], series: {}};
const events = [event('one')];
const client = {
	pastEvents: async () => events,
	verifyCheckpoint: async () => check,
	compareCheckpoints: async () => comparison,
	metricsHistory: async () => slice,
} as unknown as RunClient;

const questions: readonly Question[] = [
	{type: 'past-events', limit: 10, before: 3},
	{type: 'verify', file: 'state_0.npz', sha256: 'ab'},
	{type: 'compare', a: 'a', b: 'b', sha256: ['ab', 'cd']},
	{type: 'history', window: {points: 3}},
];

test('every question has its answer', async t => {
	t.deepEqual(await Promise.all(questions.map(each => answerTo(client, each))), [
		{type: 'past-events', limit: 10, before: 3, events},
		{type: 'verified', check, sha256: 'ab'},
		{type: 'compared', comparison, sha256: ['ab', 'cd']},
		{type: 'history', slice},
	]);
});

test('why there is no answer is a message too', async t => {
	const fail = async () => {
		throw new ConnectopError('invalid', 'checkpoint', 'state_0.npz is gone');
	};
	const lost = {
		pastEvents: fail,
		verifyCheckpoint: fail,
		compareCheckpoints: fail,
		metricsHistory: fail,
	} as unknown as RunClient;
	for (const question of questions)
		t.deepEqual(await answerTo(lost, question), {type: 'failed', question, error: 'state_0.npz is gone'});
});
