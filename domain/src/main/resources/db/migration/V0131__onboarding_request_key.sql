-- A sign-up that came without a key may be repeated with one.
grant update (request_key) on onboarding.onboarding to ${app};
