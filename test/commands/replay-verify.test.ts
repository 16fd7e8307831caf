import test from 'ava';
import {verificationLine} from '../../source/commands/replay-verify.ts';

const found = {
	ticks: 1234,
	replayed: 1240,
	lost: [],
	epochs: 3,
	checkpoints: 7,
	commands: 56,
	exact: true,
	ended: true,
};

test('what was verified is one line, in numbers that can be read', t => {
	t.is(verificationLine(found), 'verified: 1,234 ticks in 3 epochs, 7 checkpoints, 56 commands; 0 differ');
	t.is(
		verificationLine({...found, ticks: 1, epochs: 1, checkpoints: 1, commands: 1}),
		'verified: 1 tick in 1 epoch, 1 checkpoint, 1 command; 0 differ',
	);
});

test('the line says what was not compared bit for bit, and that a run has no end yet', t => {
	t.is(
		verificationLine({...found, ticks: 0, exact: false}),
		'verified: 1,240 ticks in 3 epochs, 7 checkpoints, 56 commands; 0 differ (replayed on the cpu kernel: checkpoints within 1e-5, no digests)',
	);
	t.regex(verificationLine({...found, exact: false}), /\(.*1e-5, 1,234 digests of the cpu kernel\)$/);
	t.regex(
		verificationLine({...found, ended: false}),
		/; 0 differ; as far as it was recorded, for the run has no end yet$/,
	);
});

test('ticks whose digests a full disk did not take are told', t => {
	const lost = [
		{epoch: 0, from: 1257, to: 1352},
		{epoch: 2, from: 9, to: 9},
	];
	t.regex(
		verificationLine({...found, lost}),
		/0 differ; ticks 1,257 to 1,352 of epoch 0 have no digests: they were not recorded \(disk full\); tick 9 of epoch 2 has no digest: it was not/,
	);
});
