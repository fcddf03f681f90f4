// Owns: English names of the service's words for identification and authentication (spec §4.3).

const METHODS: Readonly<Record<string, string>> = {
  otp_sms: 'SMS code',
  otp_whatsapp: 'WhatsApp code',
  otp_voice: 'voice call code',
  otp: 'phone code',
  otp_email: 'mail code',
  idin: 'iDIN',
  iban: 'one-cent payment',
  qualified: 'qualified signature',
};

/** The name of a method; a word the desk does not know is shown as the service writes it. */
export function nameMethod(method: string | number | undefined): string {
  if (method === undefined || method === '') return 'phone';
  return METHODS[String(method)] ?? String(method);
}
