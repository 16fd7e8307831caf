import {ConnectopError, messageOf} from '../base/errors.ts';

/** What a user's function threw, as one line that names file and line. */
export function foreignFailure(error: unknown, file: string): ConnectopError {
	if (error instanceof ConnectopError) return error;
	const [message] = messageOf(error).split('\n');
	return new ConnectopError('invalid', 'foreign-threw', `${file}${lineOf(error, file)}: threw: ${message}`, {
		cause: error,
	});
}

/** `:12` where a stack names line 12 of the file, else nothing. */
export function lineOf(error: unknown, file: string): string {
	const name = file.slice(file.lastIndexOf('/') + 1).replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
	const match = error instanceof Error ? new RegExp(`${name}(?:\\?[^:]*)?:(\\d+)`).exec(error.stack ?? '') : null;
	return match ? `:${match[1]}` : '';
}
