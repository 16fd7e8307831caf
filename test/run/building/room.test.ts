import test from 'ava';
import {machineMemory, roomFor} from '../../../source/run/building/room.ts';

const machine = {total: 10e9, free: undefined, constrained: 0};

test('what the user allows is allowed', t => {
	t.deepEqual(roomFor(5e11, machine), {bytes: 5e11, whence: '--memory'});
});

test('four fifths of the machine, less the program', t => {
	t.deepEqual(roomFor(undefined, machine), {bytes: 7.8e9, whence: "of this machine's 10 GB"});
});

test('a container or job has less than its machine; a limit beyond it is none', t => {
	const group = {bytes: 1.4e9, whence: 'of the 2 GB that this container or job has'};
	t.deepEqual(roomFor(undefined, {...machine, constrained: 2e9}), group);
	t.deepEqual(roomFor(undefined, {...machine, constrained: 2e9, free: 9e9}), group);
	t.deepEqual(roomFor(undefined, {...machine, constrained: 2 ** 63}), roomFor(undefined, machine));
});

test('what others have taken is not there', t => {
	t.deepEqual(roomFor(undefined, {...machine, free: 1e9}), {
		bytes: 0.6e9,
		whence: 'of the 1 GB that are free on this machine',
	});
	t.is(roomFor(undefined, {...machine, free: 1e7}).bytes, 0);
});

test('this machine has memory', t => {
	const {bytes} = roomFor(undefined);
	t.true(bytes > 0 && bytes < machineMemory().total);
});
