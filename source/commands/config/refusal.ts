import {ConnectopError} from '../../base/errors.ts';

/** A configuration that is wrong: one line, exit code 3. */
export const refusal = (message: string, cause?: unknown): ConnectopError =>
	new ConnectopError('invalid', 'config', message, cause === undefined ? {} : {cause});
