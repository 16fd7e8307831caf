import type {ExecutionContext} from 'ava';
import {ConnectopError} from '../../source/base/errors.ts';

export {scratch} from '../program.ts';

/** The error that an action ends with; fails the test when it is none for users, or has more than one line. */
export async function failure(t: ExecutionContext, action: () => unknown): Promise<ConnectopError> {
	try {
		await action();
	} catch (error) {
		if (!(error instanceof ConnectopError)) throw error;
		t.notRegex(error.message, /\n/);
		return error;
	}
	throw new Error('it did not fail');
}

/** For logs that are to have no trouble. */
export const fail = (error: Error): never => {
	throw error;
};

/** All that an asynchronous iterable gives. */
export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
	const found: T[] = [];
	for await (const item of items) found.push(item);
	return found;
}
