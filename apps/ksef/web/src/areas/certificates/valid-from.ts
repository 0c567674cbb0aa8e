/** The day from which a certificate is to be valid. Days are those of Poland, where KSeF is. */

/**
 * What a request says of the day: nothing for today (as KSeF sees it), so that the certificate is valid from the moment
 * of issue; midnight otherwise. KSeF reads a moment without a zone as one in Poland.
 */
export const validFromOf = (day: string, today: string): { validFrom?: string } =>
  day <= today ? {} : { validFrom: `${day}T00:00:00` };
