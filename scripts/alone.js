import {mkdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';

/** Milliseconds after which a lock counts as left behind, whoever holds it: the id of a killed process may be another's by now. */
const longest = 60_000;

/**
 * Does some work while no other process does any under the same lock, a file that holds its process id, and gives what
 * it gives. Waits until the lock is free; one that a killed process left, or that is older than a minute, is taken away.
 */
export function alone(lock, work) {
	mkdirSync(dirname(lock), {recursive: true});
	while (!take(lock)) {
		if (isLeftBehind(lock)) {
			rmSync(lock, {force: true});
		} else {
			pause(50);
		}
	}
	try {
		return work();
	} finally {
		rmSync(lock, {force: true});
	}
}

function take(lock) {
	try {
		writeFileSync(lock, String(process.pid), {flag: 'wx'});
		return true;
	} catch (error) {
		if (error.code !== 'EEXIST') {
			throw error;
		}
		return false;
	}
}

function isLeftBehind(lock) {
	try {
		return Date.now() - statSync(lock).mtimeMs > longest || isGone(Number(readFileSync(lock, 'utf8')));
	} catch (error) {
		if (error.code !== 'ENOENT') {
			throw error;
		}
		return false; // It has just become free.
	}
}

/** Of a lock whose id is not written yet the number is 0, which stands for this process's own group and is never gone. */
function isGone(id) {
	try {
		process.kill(id, 0);
		return false;
	} catch (error) {
		return error.code === 'ESRCH';
	}
}

function pause(milliseconds) {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
